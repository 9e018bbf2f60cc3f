-- Opens an example in Neovim and waits until its broken proofs are underlined, each with its path.

local here = debug.getinfo(1, 'S').source:sub(2):match('^(.*)/[^/]*$')
local root = vim.fn.fnamemodify(here .. '/../../..', ':p'):gsub('/$', '')
local server = os.getenv('BAILIWICK_LSP') or (root .. '/target/debug/bailiwick-lsp')

local function finish(problem)
  io.stdout:write(problem and ('neovim: ' .. problem .. '\n') or 'neovim: ok\n')
  vim.cmd(problem and 'cquit 1' or 'qall!')
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/examples/helpdesk/flawed/helpdesk.bwk'))
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'bailiwick',
    cmd = { server },
    root_dir = root,
    init_options = { asOf = '2026-11-22' },
  })
  if not client then
    return 'the server did not start'
  end
  vim.lsp.buf_attach_client(buffer, client)
  local function refuted()
    local found = {}
    for _, one in ipairs(vim.diagnostic.get(buffer)) do
      if one.message:find('is refuted', 1, true) then
        table.insert(found, one)
      end
    end
    return found
  end
  local expected = 10
  if not vim.wait(60000, function() return #refuted() == expected end, 50) then
    return ('%d proofs are shown as refuted, and %d are'):format(#refuted(), expected)
  end
  local first = refuted()[1]
  local line = vim.api.nvim_buf_get_lines(buffer, first.lnum, first.lnum + 1, false)[1]
  if not line:find('never customer extracts customer-data', 1, true) then
    return 'the first one stands under: ' .. line
  end
  local related = first.user_data and first.user_data.lsp and first.user_data.lsp.relatedInformation
  if not related or #related == 0 then
    return 'the first one has no path'
  end
  -- A repair is seen, too: the text is changed as somebody would type.
  local before = #vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  vim.api.nvim_buf_set_lines(buffer, before, before, false, { '', 'prove typed { never dana causes send on email }' })
  if not vim.wait(60000, function() return #refuted() == expected end, 50) then
    return 'after an edit something else is refuted'
  end
  local hover = vim.lsp.buf_request_sync(buffer, 'textDocument/hover', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = first.lnum - 1, character = 8 },
  }, 20000)
  local answer = hover and hover[client]
  if not answer or not answer.result or not answer.result.contents.value:find('refuted', 1, true) then
    return 'hovering says nothing of the verdict'
  end
  vim.lsp.stop_client(client)
  return nil
end

local fine, problem = pcall(run)
finish(fine and problem or not fine and tostring(problem) or nil)
