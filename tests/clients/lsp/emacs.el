;;; Opens an example in Emacs with the settings of lsp/editors/emacs.md, and waits until its broken proofs are shown.

(package-initialize)
(require 'flymake)

(defvar here (file-name-directory (or load-file-name buffer-file-name)))
(defvar root (expand-file-name "../../../" here))
(defvar expected 10)

(defun settings ()
  "What the page says that somebody should write into their settings."
  (with-temp-buffer
    (insert-file-contents (expand-file-name "lsp/editors/emacs.md" root))
    (search-forward "```elisp\n")
    (let ((start (point)))
      (search-forward "\n```")
      (buffer-substring start (match-beginning 0)))))

(defun load-settings ()
  (with-temp-buffer
    (insert (settings))
    (eval-buffer)))

(defun refuted ()
  (seq-filter (lambda (one) (string-match-p "is refuted" (flymake-diagnostic-text one)))
              (flymake-diagnostics)))

(defun wait-until (done)
  "Whether DONE comes true within a minute."
  (with-timeout (60 nil)
    (while (not (funcall done))
      (accept-process-output nil 0.1)
      (flymake-start))
    t))

(defun finish (problem)
  (message "emacs: %s" (or problem "ok"))
  (kill-emacs (if problem 1 0)))

(defun run ()
  (let ((server (or (getenv "BAILIWICK_LSP") (expand-file-name "target/debug/bailiwick-lsp" root))))
    (push (file-name-directory server) exec-path))
  (load-settings)
  (find-file (expand-file-name "examples/helpdesk/flawed/helpdesk.bwk" root))
  (cond
   ((not (eq major-mode 'bailiwick-mode)) (format "the mode is %s" major-mode))
   ;; Without a screen there is no command loop in which the hook would start it.
   ((not (progn (apply #'eglot (eglot--guess-contact)) (eglot-current-server))) "the server did not start")
   ((not (wait-until (lambda () (= (length (refuted)) expected))))
    (format "%d proofs are shown as refuted, and %d are" (length (refuted)) expected))
   ((not (progn (goto-char (point-min)) (search-forward "// HelpDesk") (nth 4 (syntax-ppss)))) "a comment is none")
   (t (let ((eglot-autoshutdown nil)) (eglot-shutdown (eglot-current-server))) nil)))

(finish (condition-case why (run) (error (format "%S" why))))
