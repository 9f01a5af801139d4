namespace NetCompiler.Pages;

/// <summary>How pages look. Meaning is never in a colour alone, and the scale from blue to orange is one that colour-blind people see.</summary>
internal static class PageStyle
{
    public const string Text = """
        :root {
          --page: #f6f7f8; --card: #ffffff; --edge: #dcdfe3; --text: #1b1f24; --soft: #555d66; --grid: #e4e7ea; --accent: #1f6f8b;
          --n: #eceeec; --v1: #d3e4f3; --v2: #a9cfe5; --v3: #74b3d8; --v4: #4191c6; --v5: #1f6eb0; --v6: #0e4c8a; --v7: #0a3161; --v8: #061a38;
          --e1: #fde3cb; --e2: #fdc591; --e3: #fb9f57; --e4: #ef7626; --e5: #cf5309; --e6: #a23c05; --e7: #722a05; --e8: #441a04;
          --nf: #c2188b; --zero-back: #ffffff; --zero-cross: #1b1f24;
          --s0: #00224e; --s1: #1d3a6f; --s2: #404f6c; --s3: #5c636f; --s4: #777675; --s5: #8f8a70; --s6: #a59457; --s7: #b88f1e;
          --healthy: #11734b; --vanishing: #1f5fa8; --exploding: #b14304; --dead: #4f5660; --saturated: #6b46a8; --notfinite: #b0137d;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #101316; --card: #181c21; --edge: #2d333a; --text: #e7eaed; --soft: #a4acb5; --grid: #2a3037; --accent: #6cc3e0;
            --n: #2c3237; --v1: #243c55; --v2: #26507c; --v3: #2f69a8; --v4: #4386cb; --v5: #68a5e3; --v6: #93c1f0; --v7: #bddaf8; --v8: #e4f1ff;
            --e1: #4b3521; --e2: #6f451f; --e3: #98591b; --e4: #c26f1d; --e5: #e38a38; --e6: #f6aa67; --e7: #fccb9f; --e8: #ffebd9;
            --nf: #f062be; --zero-back: #181c21; --zero-cross: #e7eaed;
            --s0: #6d83c4; --s1: #7d8bb8; --s2: #8b93ab; --s3: #9b9c9c; --s4: #b0a98c; --s5: #c7b876; --s6: #dfc95a; --s7: #fde333;
            --healthy: #56c596; --vanishing: #7db4f2; --exploding: #f6a065; --dead: #b4bcc6; --saturated: #bfa2f3; --notfinite: #f384cc;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        main { max-width: 1080px; margin: 0 auto; padding: 20px 16px 48px; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 4px; }
        h2 { font-size: 1.15rem; margin: 32px 0 8px; }
        h3 { font-size: 1rem; margin: 24px 0 8px; }
        p { margin: 0 0 12px; max-width: 75ch; }
        small, .soft { color: var(--soft); }
        .defs { position: absolute; }

        .verdict { display: inline-block; font-weight: 600; padding: 2px 10px; border: 1.5px solid currentColor; border-radius: 6px; }
        .Healthy { color: var(--healthy); } .Vanishing { color: var(--vanishing); } .Exploding { color: var(--exploding); }
        .Dead { color: var(--dead); } .Saturated { color: var(--saturated); } .NotFinite { color: var(--notfinite); }
        .finding { background: var(--card); border: 1px solid var(--edge); border-left: 5px solid var(--dead); border-radius: 6px; padding: 12px 16px; margin: 12px 0; }
        .finding p { margin: 4px 0 0; }
        .finding.Vanishing { border-left-color: var(--vanishing); } .finding.Exploding { border-left-color: var(--exploding); }
        .finding.Saturated { border-left-color: var(--saturated); } .finding.NotFinite { border-left-color: var(--notfinite); }
        .finding, .finding p { color: var(--text); }
        .finding code { font-size: .9em; border: 1px solid var(--edge); border-radius: 4px; padding: 0 4px; }
        .facts { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 16px 0 0; padding: 0; list-style: none; }
        .facts b { display: block; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }

        figure { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; margin: 12px 0; padding: 14px 16px; min-width: 0; }
        figcaption { font-weight: 600; margin-bottom: 10px; }
        figure svg { display: block; width: 100%; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 12px; }
        .pair figure { margin: 0; }
        .readout:empty { display: none; }
        .readout { margin: 8px 0 0; font-size: .85rem; font-variant-numeric: tabular-nums; color: var(--soft); }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; padding: 0; font-size: .8rem; color: var(--soft); }
        .legend li { display: flex; align-items: center; gap: 6px; }
        .swatch { width: 14px; height: 14px; border-radius: 3px; outline: 1px solid var(--edge); }
        figure svg.swatch { width: 14px; }
        figure svg.mark { width: 24px; height: 14px; }

        .rows { display: grid; grid-template-columns: fit-content(46%) minmax(0, 1fr); column-gap: 8px; }
        .rows.factors { grid-template-columns: fit-content(46%) minmax(0, 1fr) auto; }
        .labels, .values { list-style: none; margin: 0; padding: 0; font-size: .75rem; line-height: var(--row); font-variant-numeric: tabular-nums; min-width: 0; }
        .labels li { height: var(--row); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; text-align: right; }
        .labels .path { direction: rtl; } /* Where there is no room for a path its end stays, which tells most. */
        .values li { height: var(--row); text-align: right; white-space: nowrap; }
        .rows .ticks { grid-column: 2; } .rows .axis { grid-column: 2; }
        .ticks { position: relative; height: 1.4em; font-size: .75rem; color: var(--soft); font-variant-numeric: tabular-nums; }
        .ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
        .axis { margin: 0; font-size: .75rem; color: var(--soft); text-align: center; max-width: none; }
        .plot { display: grid; grid-template-columns: 3.2em minmax(0, 1fr); column-gap: 8px; padding-top: 6px; }
        .plot .ticks, .plot .axis { grid-column: 2; }
        .levels { position: relative; height: var(--height); font-size: .75rem; color: var(--soft); font-variant-numeric: tabular-nums; }
        .levels span { position: absolute; right: 0; transform: translateY(50%); }

        .n { fill: var(--n); background: var(--n); } .nf { fill: var(--nf); background: var(--nf); } .z { fill: url(#zero); }
        .v1 { fill: var(--v1); background: var(--v1); } .v2 { fill: var(--v2); background: var(--v2); } .v3 { fill: var(--v3); background: var(--v3); } .v4 { fill: var(--v4); background: var(--v4); }
        .v5 { fill: var(--v5); background: var(--v5); } .v6 { fill: var(--v6); background: var(--v6); } .v7 { fill: var(--v7); background: var(--v7); } .v8 { fill: var(--v8); background: var(--v8); }
        .e1 { fill: var(--e1); background: var(--e1); } .e2 { fill: var(--e2); background: var(--e2); } .e3 { fill: var(--e3); background: var(--e3); } .e4 { fill: var(--e4); background: var(--e4); }
        .e5 { fill: var(--e5); background: var(--e5); } .e6 { fill: var(--e6); background: var(--e6); } .e7 { fill: var(--e7); background: var(--e7); } .e8 { fill: var(--e8); background: var(--e8); }
        .zero-back { fill: var(--zero-back); } .zero-cross { stroke: var(--zero-cross); stroke-width: .12; fill: none; }
        .heat svg { shape-rendering: crispEdges; }
        .heat rect:hover { stroke: var(--text); stroke-width: 2px; vector-effect: non-scaling-stroke; }

        .grid, .reference, .line, .uncertain, .predicted, .predicted-inside, .measured, .last, .outline { fill: none; vector-effect: non-scaling-stroke; }
        .grid { stroke: var(--grid); stroke-width: 1px; }
        .reference { stroke: var(--healthy); stroke-width: 1.5px; stroke-dasharray: 5 4; }
        .line { stroke-width: 2px; stroke-linecap: round; stroke-linejoin: round; stroke: var(--accent); }
        .line:hover { stroke-width: 4px; }
        .s0 { stroke: var(--s0); background: var(--s0); } .s1 { stroke: var(--s1); background: var(--s1); } .s2 { stroke: var(--s2); background: var(--s2); } .s3 { stroke: var(--s3); background: var(--s3); }
        .s4 { stroke: var(--s4); background: var(--s4); } .s5 { stroke: var(--s5); background: var(--s5); } .s6 { stroke: var(--s6); background: var(--s6); } .s7 { stroke: var(--s7); background: var(--s7); }
        .broken { fill: var(--nf); fill-opacity: .45; } .hit { fill: transparent; } .hit:hover { fill: var(--text); fill-opacity: .1; }
        .uncertain { stroke: var(--vanishing); stroke-opacity: .35; stroke-width: 7px; }
        .predicted { stroke: var(--vanishing); stroke-width: 12px; stroke-linecap: round; } .predicted-inside { stroke: var(--card); stroke-width: 8px; stroke-linecap: round; }
        .measured { stroke: var(--exploding); stroke-width: 7px; stroke-linecap: round; }
        .last { stroke: var(--text); stroke-width: 2px; }

        .grid-of { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 12px; list-style: none; margin: 0; padding: 0; }
        .grid-of li { min-width: 0; font-size: .75rem; }
        .grid-of b { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
        .bars { fill: var(--accent); fill-opacity: .65; } .outline { stroke: var(--text); stroke-width: 1.25px; }
        .ends { display: flex; justify-content: space-between; color: var(--soft); border-top: 1px solid var(--edge); font-variant-numeric: tabular-nums; }
        .warn { color: var(--exploding); font-weight: 600; }

        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .8rem; font-variant-numeric: tabular-nums; }
        th, td { padding: 4px 10px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--edge); }
        th[scope=row], thead tr:first-child th:first-child, .left { text-align: left; }
        thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
        thead .group { text-align: center; border-bottom: 0; padding-bottom: 0; }
        details { margin: 12px 0; } summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
        details.run { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 4px 16px; margin: 6px 0; }
        table .verdict { font-size: .75rem; padding: 0 8px; }
        a { color: var(--accent); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        @media (max-width: 520px) {
          main { padding: 16px 10px 32px; } figure { padding: 12px 10px; } .labels small, .factors .ticks span:nth-child(even) { display: none; }
          .labels, .values { font-size: .69rem; } details.run { padding: 6px 8px; }
          th, td { padding: 4px 6px; } th[scope=row] { white-space: normal; min-width: 9em; }
        }
        @media print { body { background: none; } figure, .finding { break-inside: avoid; } .readout { display: none; } }
        """;
}
