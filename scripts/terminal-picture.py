#!/usr/bin/env python3
"""Runs cycles of the sample host until some token is paused and keeps what a person sees of the last one in docs/images:
terminal-WIDTH-THEME.svg for terminals of 80, 120 and 200 columns. terminal-piped.txt has two cycles as a pipe gets them. Build the sample in
Release first."""
import html, os, re, subprocess, tempfile, unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOST = os.path.join(ROOT, "samples/DiscoveryHost/bin/Release/net10.0/DiscoveryHost.dll")
IMAGES = os.path.join(ROOT, "docs/images")
CELL = 7.83
# The colours of a theme: background, text, and those of the terminal by their number.
THEMES = {
    "dark": ("#0d1117", "#e6edf3", {"1": "#ff7b72", "2": "#3fb950", "3": "#d29922", "8": "#8b949e", "9": "#ff7b72", "11": "#d29922", "12": "#79c0ff"}),
    "light": ("#ffffff", "#1f2328", {"1": "#cf222e", "2": "#1a7f37", "3": "#9a6700", "8": "#6e7781", "9": "#cf222e", "11": "#9a6700", "12": "#0969da"}),
}


def run(folder, columns):
    log = os.path.join(folder, f"log{columns}")
    command = f"stty cols {columns} rows 70; dotnet '{HOST}' --cycles 40 --speed 600"
    subprocess.run(["script", "-qec", command, log], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True,
                   env={**os.environ, "TERM": "xterm-256color"})
    text = open(log, encoding="utf-8", newline="").read()
    text = text.replace("\r", "")
    # The last headline with figures begins the finished cycle; before it there is only progress.
    text = text[[found.start() for found in re.finditer(r"Cycle (?:(?!Cycle)[^\n])* scored, ", text)][-1]:]
    text = re.sub(r"\n*Script done on .*", "", text, flags=re.S)
    return re.sub(r"\x1b\[\?\d+[hl]|\x1b[=>]", "", text).rstrip("\n").split("\n")


def picture(lines, columns, theme):
    background, plain, colours = THEMES[theme]
    rows = []
    for number, line in enumerate(lines):
        # A coloured part keeps its place, because every character has the same width.
        parts, colour, cells, moved = [], None, 0, False
        for piece in re.split(r"(\x1b\[[\d;]*m)", line):
            code = re.fullmatch(r"\x1b\[([\d;]*)m", piece)
            if code:
                numbers = code[1].split(";")
                colour = colours.get(numbers[-1]) if code[1].startswith("38;5;") else colours["8"] if numbers == ["2"] else None
            elif piece:
                for run in re.findall(r"[\u1100-\u115f\u2e80-\uffef\U0001f000-\U0001ffff]+|[^\u1100-\u115f\u2e80-\uffef\U0001f000-\U0001ffff]+", piece):
                    # Fonts disagree on the width of an emoji, so that what follows it is placed by its column.
                    place = f' x="{12 + cells * CELL:.1f}"' if moved else ""
                    fill = f' fill="{colour}"' if colour else ""
                    parts.append(f"<tspan{place}{fill}>{html.escape(run)}</tspan>" if place or fill else html.escape(run))
                    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in run)
                    cells, moved = cells + len(run) + wide, moved or wide > 0
        rows.append(f'<text x="12" y="{26 + 17 * number}" xml:space="preserve">{"".join(parts)}</text>')

    width, height = 12 * 2 + int(columns * CELL), 26 + 17 * len(lines)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="monospace" font-size="13" fill="{plain}">\n'
            f'<rect width="{width}" height="{height}" rx="6" fill="{background}"/>\n' + "\n".join(rows) + "\n</svg>\n")


def keep(name, text):
    with open(os.path.join(IMAGES, name), "w", encoding="utf-8") as file:
        file.write(text)


for columns in (80, 120, 200):
    with tempfile.TemporaryDirectory() as folder:
        lines = run(folder, columns)
    for theme in THEMES:
        keep(f"terminal-{columns}-{theme}.svg", picture(lines, columns, theme))

with tempfile.TemporaryDirectory() as folder:
    piped = subprocess.run(["dotnet", HOST, "--cycles", "2"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)
keep("terminal-piped.txt", piped.stdout.decode("utf-8"))
