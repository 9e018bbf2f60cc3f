-- Opens an example in Neovim with the settings of lsp/editors/neovim.md, and waits until its broken proofs are shown.

local here = debug.getinfo(1, 'S').source:sub(2):match('^(.*)/[^/]*$')
local root = vim.fn.fnamemodify(here .. '/../../..', ':p'):gsub('/$', '')
local server = os.getenv('BAILIWICK_LSP') or (root .. '/target/debug/bailiwick-lsp')
vim.env.PATH = vim.fn.fnamemodify(server, ':h') .. ':' .. vim.env.PATH

local function finish(problem)
  io.stdout:write(problem and ('neovim, its page: ' .. problem .. '\n') or 'neovim, its page: ok\n')
  vim.cmd(problem and 'cquit 1' or 'qall!')
end

local function run()
  local page = table.concat(vim.fn.readfile(root .. '/lsp/editors/neovim.md'), '\n')
  local settings = {}
  for block in page:gmatch('```lua\n(.-)\n```') do
    table.insert(settings, assert(loadstring(block)))
  end
  if #settings ~= 2 then
    return ('the page has %d settings'):format(#settings)
  end
  -- The first ones are for a Neovim that has `vim.lsp.config`.
  settings[vim.lsp.config and 1 or 2]()
  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/examples/helpdesk/flawed/helpdesk.bwk'))
  if vim.bo.filetype ~= 'bailiwick' or vim.bo.shiftwidth ~= 2 then
    return 'the file is not known for what it is'
  end
  local expected = 10
  local function refuted()
    return #vim.tbl_filter(function(one)
      return one.message:find('is refuted', 1, true) ~= nil
    end, vim.diagnostic.get(0))
  end
  if not vim.wait(60000, function() return refuted() == expected end, 50) then
    return ('%d proofs are shown as refuted, and %d are'):format(refuted(), expected)
  end
  vim.cmd('doautocmd InsertLeave')
  local function told()
    return #vim.tbl_filter(function(lens)
      return lens.command and lens.command.title:find('^refuted') ~= nil
    end, vim.lsp.codelens.get(vim.api.nvim_get_current_buf()))
  end
  if not vim.wait(20000, function() return told() == expected end, 50) then
    return ('%d verdicts stand above their properties, and %d should'):format(told(), expected)
  end
  return nil
end

local fine, problem = pcall(run)
finish(fine and problem or not fine and tostring(problem) or nil)
