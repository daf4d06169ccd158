#!/usr/bin/env python3
"""Runs one cycle of the sample host in a terminal of 100 columns and writes docs/images/terminal.svg. Build the sample in Release first."""
import html, os, re, subprocess, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOST = os.path.join(ROOT, "samples/DiscoveryHost/bin/Release/net10.0/DiscoveryHost.dll")
COLUMNS, HEAD, TAIL = 100, 22, 4
COLOURS = {"2": "#3fb950", "8": "#8b949e", "9": "#ff7b72", "11": "#d29922", "12": "#79c0ff"}

with tempfile.TemporaryDirectory() as folder:
    log = os.path.join(folder, "log")
    run = f"stty cols {COLUMNS} rows 70; dotnet '{HOST}' --cycles 1"
    subprocess.run(["script", "-qec", run, log], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True,
                   env={**os.environ, "TERM": "xterm-256color"})
    text = open(log, encoding="utf-8", newline="").read()

# What follows the last erased line is the finished cycle; before it there is only progress.
text = text[text.rindex("\x1b[2K") + 4:].replace("\r", "")
text = re.sub(r"\n*Script done on .*", "", text, flags=re.S)
lines = re.sub(r"\x1b\[\?\d+[hl]|\x1b[=>]", "", text).rstrip("\n").split("\n")
if len(lines) > HEAD + TAIL:
    lines = lines[:HEAD] + ["…"] + lines[-TAIL:]

rows = []
for number, line in enumerate(lines):
    # A coloured part keeps its place, because every character has the same width.
    parts, colour = [], None
    for piece in re.split(r"(\x1b\[[\d;]*m)", line):
        code = re.fullmatch(r"\x1b\[([\d;]*)m", piece)
        if code:
            colour = COLOURS.get(code[1].split(";")[-1]) if code[1].startswith("38;5;") else None
        elif piece:
            parts.append(f'<tspan fill="{colour}">{html.escape(piece)}</tspan>' if colour else html.escape(piece))
    rows.append(f'<text x="12" y="{26 + 17 * number}" xml:space="preserve">{"".join(parts)}</text>')

width, height = 12 * 2 + int(COLUMNS * 7.83), 26 + 17 * len(lines)
svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="monospace" font-size="13" fill="#e6edf3">\n'
       f'<rect width="{width}" height="{height}" rx="6" fill="#0d1117"/>\n' + "\n".join(rows) + "\n</svg>\n")
open(os.path.join(ROOT, "docs/images/terminal.svg"), "w", encoding="utf-8").write(svg)
