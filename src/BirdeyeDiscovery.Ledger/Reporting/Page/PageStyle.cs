namespace BirdeyeDiscovery.Ledger;

/// <summary>The style of the report page. It may have neither '&lt;' nor '&amp;', because a style is not encoded.</summary>
internal static class PageStyle
{
    public const string Css = Colours + Text + Parts + Charts + Media;

    // The dark colours of the report page are for screens only; paper is white.
    private const string Colours =
        """

        :root {
          --page: #f7f7f5; --panel: #ffffff; --ink: #1c1e21; --soft: #545a62; --faint: #6d737b; --rule: #e3e4e1; --track: #eeefec;
          --s1: #2f6db0; --s2: #d0682a; --s3: #3c8f63; --s4: #8560b8; --s5: #c29a2b; --s6: #a3a8ae;
          --in: #3c8f63; --out: #c2483f; --yes: #2d7a52; --no: #5d636b; --open: #8b9199; --shade: rgba(47, 109, 176, .16);
          --hint: rgba(0, 0, 0, .13);
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #131518; --panel: #1b1e22; --ink: #e7e8ea; --soft: #a9afb7; --faint: #878e97; --rule: #2d3137; --track: #272b30;
            --s1: #609cde; --s2: #ee9560; --s3: #66c092; --s4: #b596e4; --s5: #dfbc5c; --s6: #767d86;
            --in: #66c092; --out: #ec7a71; --yes: #66c092; --no: #a5abb3; --open: #7c838c; --shade: rgba(96, 156, 222, .2);
            --hint: rgba(0, 0, 0, .6);
          }
        }
        """;

    private const string Text =
        """

        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: tabular-nums;
        }
        main { max-width: 1120px; margin: 0 auto; padding: 32px 24px 64px; overflow-wrap: anywhere; }
        h1 { font-size: 28px; line-height: 1.2; letter-spacing: -.01em; margin: 0; font-weight: 650; }
        h2 { font-size: 21px; line-height: 1.3; letter-spacing: -.005em; margin: 0 0 4px; font-weight: 650; }
        h3 { font-size: 15px; line-height: 1.4; margin: 28px 0 8px; font-weight: 650; }
        p { margin: 0 0 12px; max-width: 76ch; }
        code { font: 12.5px/1.5 ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace; }
        .period, .intro { color: var(--soft); }
        .intro { margin-bottom: 20px; }
        .note { color: var(--soft); font-size: 14px; }
        .nothing { color: var(--faint); font-size: 14px; margin: 8px 0 12px; }
        .address { color: var(--faint); font-size: 12px; overflow-wrap: anywhere; }
        """;

    private const string Parts =
        """

        section { padding-top: 44px; }
        nav { display: flex; flex-wrap: wrap; gap: 6px 18px; font-size: 14px; }
        nav a { color: var(--s1); text-decoration: none; }
        nav a:hover { text-decoration: underline; }
        ul, ol { list-style: none; margin: 0; padding: 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0; }
        .tiles li { background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; padding: 12px 14px; min-width: 0; }
        .tiles .label, .tiles .detail { display: block; color: var(--soft); font-size: 13px; }
        .tiles .value { display: block; font-size: 21px; line-height: 1.35; font-weight: 600; letter-spacing: -.01em; }
        .card {
          background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; padding: 16px 18px 18px;
          margin-bottom: 14px;
        }
        .card .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 8px; margin-bottom: 10px; }
        .card h3 { margin: 0; font-size: 17px; overflow-wrap: anywhere; }
        .card .head .address { margin-left: auto; }
        .columns { display: grid; grid-template-columns: minmax(0, 350px) minmax(0, 1fr); gap: 28px; }
        .total { margin: 0 0 6px; color: var(--soft); font-size: 14px; }
        .total strong { color: var(--ink); font-size: 24px; font-weight: 650; letter-spacing: -.01em; }
        .reasons { margin: 12px 0; font-size: 14px; }
        .reasons li { padding-left: 14px; text-indent: -14px; margin-bottom: 5px; overflow-wrap: anywhere; }
        .reasons li::before { content: "– "; color: var(--faint); }
        .facts { display: grid; grid-template-columns: repeat(3, auto); justify-content: start; gap: 6px 26px; margin: 0; }
        .facts dt { color: var(--faint); font-size: 12px; }
        .facts dd { margin: 0; font-size: 14px; overflow-wrap: anywhere; }
        .caption { color: var(--soft); font-size: 13px; margin: 4px 0 6px; }
        .events { font-size: 13px; color: var(--soft); margin-top: 8px; }
        .events li { overflow-wrap: anywhere; }
        .events time { color: var(--ink); }
        .chip {
          display: inline-block; border-radius: 20px; padding: 0 9px; font-size: 12px; line-height: 20px;
          border: 1px solid var(--rule); color: var(--soft); white-space: nowrap;
        }
        .chip.active, .chip.yes { color: var(--yes); border-color: currentColor; }
        .chip.paused, .chip.reversed { color: var(--out); border-color: currentColor; }
        .chip.no { color: var(--ink); border-color: var(--faint); }
        .verdicts { margin: 4px 0 8px; }
        .verdicts li {
          display: grid; grid-template-columns: 58px 118px minmax(0, 1fr); gap: 10px; align-items: baseline; padding: 8px 0;
          border-top: 1px solid var(--rule); font-size: 14px;
        }
        .verdicts li:last-child { border-bottom: 1px solid var(--rule); }
        .verdicts .horizon { font-weight: 600; }
        .verdicts .chip { justify-self: start; }
        .scroll {
          overflow-x: auto; margin: 4px 0 12px;
          background: linear-gradient(to left, var(--page) 25%, transparent) right / 48px 100% no-repeat local,
            linear-gradient(to left, var(--hint), transparent) right / 16px 100% no-repeat scroll;
        }
        table { border-collapse: collapse; width: 100%; font-size: 13.5px; line-height: 1.45; }
        th, td {
          text-align: left; padding: 6px 14px 6px 0; border-bottom: 1px solid var(--rule); vertical-align: top;
          white-space: nowrap; font-weight: 400;
        }
        th:last-child, td:last-child { padding-right: 0; }
        td:last-child:not(.n) { white-space: normal; min-width: 15em; overflow-wrap: anywhere; }
        thead th { color: var(--soft); font-size: 12.5px; vertical-align: bottom; }
        thead th.group { color: var(--faint); border-bottom: 0; padding-bottom: 0; }
        .n { text-align: right; }
        details { margin: 4px 0 12px; }
        summary { cursor: pointer; color: var(--s1); font-size: 14px; padding: 4px 0; }
        strong { font-weight: 600; }
        figure { margin: 12px 0 20px; }
        figcaption { color: var(--soft); font-size: 13.5px; margin-bottom: 8px; }
        .multiples { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 8px 20px; }
        .multiples.wider { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 13px; color: var(--soft); margin-bottom: 8px; }
        .key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; background: var(--faint); }
        .narrow { display: none; }
        """;

    private const string Charts =
        """

        svg { display: block; width: 100%; height: auto; overflow: visible; font-size: 11.5px; }
        svg text { fill: var(--soft); }
        svg .name, svg .figure { fill: var(--ink); font-size: 12.5px; }
        svg .middle { text-anchor: middle; }
        svg .end { text-anchor: end; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .axis { stroke: var(--faint); stroke-width: 1; }
        .track { fill: var(--track); }
        .hit { fill: transparent; }
        .line { fill: none; stroke: var(--s1); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
        .band { fill: var(--shade); stroke: none; }
        .dot { fill: var(--s1); }
        .mark .rule { stroke-width: 1; stroke-dasharray: 2 3; }
        .mark.in .rule { stroke: var(--in); } .mark.in circle { fill: var(--in); }
        .mark.out .rule { stroke: var(--out); } .mark.out circle { fill: var(--out); }
        .mark.other .rule { stroke: var(--faint); } .mark.other circle { fill: var(--faint); }
        .whisker { stroke: var(--faint); stroke-width: 1.4; }
        .point { fill: var(--s1); }
        .row .other { fill: none; stroke: var(--s2); stroke-width: 2; }
        .row.no .point, .row.open .point { fill: var(--faint); }
        .row.yes .point { fill: var(--yes); } .row.yes .whisker { stroke: var(--yes); }
        .row.reversed .point { fill: var(--out); } .row.reversed .whisker { stroke: var(--out); }
        .s1 { fill: var(--s1); background: var(--s1); } .s2 { fill: var(--s2); background: var(--s2); }
        .s3 { fill: var(--s3); background: var(--s3); } .s4 { fill: var(--s4); background: var(--s4); }
        .s5 { fill: var(--s5); background: var(--s5); } .s6 { fill: var(--s6); background: var(--s6); }
        .in { fill: var(--in); } .out { fill: var(--out); }
        .key.in { background: var(--in); } .key.out { background: var(--out); }
        .key.point { background: var(--s1); border-radius: 50%; }
        .key.shrunken { background: none; border: 2px solid var(--s2); border-radius: 50%; }
        """;

    private const string Media =
        """

        @media (max-width: 860px) {
          main { padding: 20px 16px 48px; }
          section { padding-top: 34px; }
          .wide { display: none; }
          .narrow { display: block; max-width: 560px; }
          .columns { grid-template-columns: minmax(0, 1fr); gap: 14px; }
          .why svg { max-width: 420px; }
          .card { padding: 14px; }
          .card .head .address { margin-left: 0; width: 100%; }
          .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
          .tiles .value { font-size: 18px; }
          .facts { gap: 6px 16px; }
          .multiples svg { max-width: 320px; }
          .multiples.wider svg { max-width: 420px; }
          .multiples, .multiples.wider { grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); }
          .verdicts li { grid-template-columns: 58px minmax(0, 1fr); }
          .verdicts li > :last-child { grid-column: 1 / -1; }
        }
        @media print {
          body { background: #fff; font-size: 12px; }
          main { max-width: none; padding: 0; }
          nav { display: none; }
          .card, figure, .tiles, .verdicts li, tr { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
          .scroll { overflow: visible; }
          th, td { white-space: normal; padding-right: 8px; font-size: 10.5px; }
        }
        @page { margin: 14mm; }
        """;
}
