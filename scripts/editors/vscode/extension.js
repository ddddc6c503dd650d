// Neap in VS Code: evaluates lines, paragraphs and files in the Neap that is open, by `neap send`. See docs/editors.md.
'use strict'

const { spawn } = require('child_process')
const path = require('path')
const vscode = require('vscode')

let channel
let diagnostics

function activate(context) {
  channel = vscode.window.createOutputChannel('Neap')
  diagnostics = vscode.languages.createDiagnosticCollection('neap')
  context.subscriptions.push(channel, diagnostics)
  const commands = {
    'neap.sendLine': withEditor(sendLine),
    'neap.sendParagraph': withEditor(sendParagraph),
    'neap.sendFile': withEditor((editor) => sendLines(editor, 0, editor.document.lineCount - 1)),
    'neap.hush': () => run(['-e', 'hush()'], '', undefined),
  }
  for (const [name, body] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, body))
  }
}

function withEditor(body) {
  return () => {
    const editor = vscode.window.activeTextEditor
    if (editor) body(editor)
  }
}

function sendLine(editor) {
  const { start, end, isEmpty } = editor.selection
  // A selection that ends before a line's first character does not mean that line.
  const last = !isEmpty && end.character === 0 && end.line > start.line ? end.line - 1 : end.line
  sendLines(editor, start.line, last)
}

// The lines around the cursor up to the next empty ones.
function sendParagraph(editor) {
  const document = editor.document
  const isBlank = (line) => document.lineAt(line).isEmptyOrWhitespace
  let first = editor.selection.active.line
  let last = first
  if (isBlank(first)) return
  while (first > 0 && !isBlank(first - 1)) first--
  while (last < document.lineCount - 1 && !isBlank(last + 1)) last++
  sendLines(editor, first, last)
}

// Saved or not; errors have the file's own line numbers.
function sendLines(editor, first, last) {
  const document = editor.document
  const range = new vscode.Range(first, 0, last, document.lineAt(last).text.length)
  const name = path.basename(document.fileName)
  run(['--as', `${name}:${first + 1}`], document.getText(range), document)
}

function run(words, input, document) {
  const settings = vscode.workspace.getConfiguration('neap')
  const to = settings.get('to') ? ['--to', settings.get('to')] : []
  const child = spawn(settings.get('command'), ['send', '--color', 'never', ...to, ...words])
  let output = ''
  let errors = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (errors += data))
  child.on('error', (error) => vscode.window.showErrorMessage(`cannot run neap: ${error.message}`))
  // A program that ends without reading leaves a pipe behind that cannot be written.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  child.on('close', (status) => {
    if (output) channel.append(output)
    if (output) vscode.window.setStatusBarMessage(output.trim().split('\n').pop(), 5000)
    if (document) diagnostics.delete(document.uri)
    if (status === 0) return
    channel.append(errors)
    vscode.window.showErrorMessage(errors.trim() || `neap send ended with ${status}`)
    if (document) mark(document, errors)
  })
}

// song.lua:12: what was wrong
function mark(document, errors) {
  const found = /^(.*?):(\d+): (.*)$/m.exec(errors)
  if (!found || found[1] !== path.basename(document.fileName)) return
  const line = Math.min(Number(found[2]), document.lineCount) - 1
  const diagnostic = new vscode.Diagnostic(document.lineAt(line).range, found[3])
  diagnostic.source = 'neap'
  diagnostics.set(document.uri, [diagnostic])
}

module.exports = { activate, deactivate() {} }
