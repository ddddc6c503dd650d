" Neap in Vim and Neovim: evaluates lines, paragraphs and files in the Neap that is open. See docs/editors.md.
"
"   let g:neap_command = 'neap'     the program
"   let g:neap_to = 'song'          which Neap, where several listen
"   let g:neap_no_maps = 1          no keys; map <Plug>(NeapLine) and the others yourself

if exists('g:loaded_neap') || !exists('*systemlist')
  finish
endif
let g:loaded_neap = 1

" The shell's line that sends.
function! s:Command(arguments) abort
  let l:words = [get(g:, 'neap_command', 'neap'), 'send', '--color', 'never']
  if get(g:, 'neap_to', '') !=# ''
    call extend(l:words, ['--to', g:neap_to])
  endif
  return join(map(l:words + a:arguments, 'shellescape(v:val)'))
endfunction

function! s:Show(lines) abort
  redraw
  if v:shell_error == 0
    echo empty(a:lines) ? 'sent' : join(a:lines, "\n")
    return
  endif
  " song.lua:12: what was wrong, where to jump to.
  let l:items = []
  for l:line in a:lines
    let l:found = matchlist(l:line, '^\(.\{-}\):\(\d\+\): \(.*\)$')
    if !empty(l:found) && filereadable(l:found[1])
      call add(l:items, {'filename': l:found[1], 'lnum': str2nr(l:found[2]), 'text': l:found[3], 'type': 'E'})
    endif
  endfor
  call setqflist(l:items, 'r')
  echohl ErrorMsg
  for l:line in a:lines
    echomsg l:line
  endfor
  echohl None
endfunction

" Sends lines of this buffer, saved or not; errors have the file's own line numbers.
function! s:Send(first, last) abort
  let l:name = expand('%:.') ==# '' ? 'buffer' : expand('%:.')
  let l:lines = getline(a:first, a:last)
  call s:Show(systemlist(s:Command(['--as', l:name . ':' . a:first]), join(l:lines, "\n") . "\n"))
endfunction

" The lines around the cursor up to the next empty ones.
function! s:SendParagraph() abort
  if getline('.') =~# '^\s*$'
    echo 'no paragraph here'
    return
  endif
  let l:first = search('^\s*$', 'bnW') + 1
  let l:end = search('^\s*$', 'nW')
  call s:Send(l:first, l:end == 0 ? line('$') : l:end - 1)
endfunction

function! s:Hush() abort
  call s:Show(systemlist(s:Command(['-e', 'hush()'])))
endfunction

command! -range NeapSend call s:Send(<line1>, <line2>)
command! NeapParagraph call s:SendParagraph()
command! NeapFile call s:Send(1, line('$'))
command! NeapHush call s:Hush()

nnoremap <silent> <Plug>(NeapLine) :NeapSend<CR>
xnoremap <silent> <Plug>(NeapLine) :NeapSend<CR>
nnoremap <silent> <Plug>(NeapParagraph) :NeapParagraph<CR>
nnoremap <silent> <Plug>(NeapFile) :NeapFile<CR>
nnoremap <silent> <Plug>(NeapHush) :NeapHush<CR>

function! s:Map() abort
  nmap <buffer> <LocalLeader>l <Plug>(NeapLine)
  xmap <buffer> <LocalLeader>l <Plug>(NeapLine)
  nmap <buffer> <LocalLeader>p <Plug>(NeapParagraph)
  nmap <buffer> <LocalLeader>f <Plug>(NeapFile)
  nmap <buffer> <LocalLeader>h <Plug>(NeapHush)
endfunction

if !get(g:, 'neap_no_maps', 0)
  augroup neap
    autocmd!
    autocmd FileType lua call s:Map()
  augroup END
  if &filetype ==# 'lua'
    call s:Map()
  endif
endif
