/**
 * The one style sheet, inline in every page: no third party, no second request. System fonts, tabular figures, a 4-pixel rhythm,
 * one accent and neutrals with contrast of at least 4.5:1 in light and dark; groups are told apart by shape and label, not colour.
 */
export const STYLES = `
:root{color-scheme:light dark;--paper:#fbfaf7;--sheet:#fff;--ink:#1c2530;--soft:#55606c;--rule:#dcd8ce;--strong-rule:#8a8f96;--accent:#17607f;--accent-soft:#d8e8ee;--band:#f3f1eb;--series:#17607f;--muted-mark:#8a949e}
@media (prefers-color-scheme:dark){:root{--paper:#14191e;--sheet:#1b2127;--ink:#e9e7e2;--soft:#aeb5bc;--rule:#343d46;--strong-rule:#7c868f;--accent:#86c5e0;--accent-soft:#20404e;--band:#20272e;--series:#86c5e0;--muted-mark:#7f8a94}}
*{box-sizing:border-box}[hidden]{display:none!important}
html{font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums lining-nums;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink)}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--sheet);padding:.5rem 1rem;z-index:1}
a{color:var(--accent);text-underline-offset:.15em}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.bar{border-bottom:1px solid var(--rule);background:var(--sheet)}
.bar>div{max-width:72rem;margin:0 auto;padding:.75rem 1.25rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center}
.brand{font-weight:650;letter-spacing:.01em;color:var(--ink);text-decoration:none;margin-right:auto}
.bar form{margin:0}.bar .who{color:var(--soft)}
main{max-width:72rem;margin:0 auto;padding:2rem 1.25rem 4rem}
footer{max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;color:var(--soft);border-top:1px solid var(--rule);font-size:.875rem}
h1{font-size:1.875rem;line-height:1.2;margin:0 0 .5rem;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.375rem;line-height:1.25;margin:3rem 0 1rem;padding-top:1rem;border-top:2px solid var(--ink)}
h3{font-size:1.125rem;line-height:1.35;margin:2rem 0 .5rem}h4{font-size:1rem;margin:1.5rem 0 .25rem}
p,ul,ol,dl{max-width:70ch}p,li,dd,h1,h2,h3{overflow-wrap:anywhere}p{margin:0 0 1rem}
.lead{font-size:1.125rem;color:var(--soft)}.soft{color:var(--soft)}.small{font-size:.875rem}
.label{white-space:nowrap}.eyebrow{color:var(--soft);margin:0 0 .25rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1px;border:1px solid var(--rule);overflow:hidden;margin:1rem 0 1.5rem;max-width:none}
.tiles>div{background:var(--sheet);box-shadow:0 0 0 1px var(--rule);padding:.75rem 1rem}
.tiles dt{color:var(--soft);font-size:.875rem}.tiles dd{margin:0;font-size:1.25rem;font-weight:600}
.tiles .apart{border-left:4px double var(--strong-rule)}.tiles dd small{display:block;font-size:.8125rem;font-weight:400;color:var(--soft)}
.scroll{overflow-x:auto;margin:0 0 1.5rem;position:relative}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding:0 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--rule)}
thead th{font-weight:600;font-size:.875rem;color:var(--soft);border-bottom:1px solid var(--strong-rule);vertical-align:bottom}
tbody th{font-weight:500}
tfoot th,tfoot td{border-top:1px solid var(--strong-rule);border-bottom:0;font-weight:600}
.n{text-align:right;white-space:nowrap}th.n{white-space:normal}td.n,th.n{padding-right:.75rem}.n:last-child{padding-right:0}
td .hid,dd .hid,.hid{white-space:normal;font-style:italic;color:var(--soft);font-weight:400}
.note{background:var(--band);border-left:4px solid var(--accent);padding:.75rem 1rem;margin:0 0 1rem;max-width:70ch}
.note p:last-child{margin:0}
.class{font-weight:600;display:inline-grid;grid-template-columns:1.25em 1fr}
.cards{list-style:none;padding:0;max-width:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:1rem}
.cards p{margin:.5rem 0 0}.cards>li{background:var(--sheet);border:1px solid var(--rule);padding:1rem}
.indicator{background:var(--sheet);border:1px solid var(--rule);padding:1.25rem;margin:0 0 1.5rem}
.indicator h3{margin-top:0}.indicator>h2:first-child{margin-top:0;padding-top:0;border:0}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem 1.5rem;margin:0 0 1rem;max-width:none}
.facts dt{color:var(--soft);font-size:.8125rem}.facts dd{margin:0;font-weight:600}.facts dd small{display:block;font-weight:400;color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.5rem 2rem}
figure{margin:0 0 1rem;max-width:36rem}figcaption{font-weight:600;margin-bottom:.5rem;font-size:.9375rem}
svg{display:block;width:100%;height:auto;overflow:visible;font:400 12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
svg text{fill:var(--ink)}svg .halo{paint-order:stroke;stroke:var(--sheet);stroke-width:4px;stroke-linejoin:round}svg .t{fill:var(--soft)}svg .grid{stroke:var(--rule);stroke-width:1}svg .axis{stroke:var(--strong-rule);stroke-width:1}
svg .line{stroke:var(--series);stroke-width:2.5;fill:none;stroke-linejoin:round;stroke-linecap:round}
svg .dot{fill:var(--series)}svg .open{fill:var(--sheet);stroke:var(--series);stroke-width:2}
svg .aim{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:5 4;fill:none}
svg .all{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:2 3}
svg .move{stroke:var(--muted-mark);stroke-width:3}svg .paid{fill:var(--series)}svg .due{fill:var(--accent-soft);stroke:var(--series)}
svg .cond{stroke:var(--series)}svg .intd{fill:none;stroke:var(--soft);stroke-dasharray:4 3}svg .hatch{stroke:var(--series);stroke-width:1.5}svg .band{stroke:var(--series);stroke-opacity:.25;fill:none}svg .thread{stroke:var(--soft);stroke-opacity:.6;stroke-width:1.5;fill:none}
.tools{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;font-size:.875rem;margin:0 0 .5rem;max-width:none}
.tools label{color:var(--soft)}.tools input{font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--strong-rule);border-radius:.25rem;padding:.125rem .5rem;width:11rem;max-width:100%}.tools button{padding:.125rem .625rem}
button.sort{all:unset;cursor:pointer;text-decoration:underline dotted;text-underline-offset:.25em;min-height:1.5rem}button.sort:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
th[aria-sort=ascending] button.sort::after{content:" \\2191" / ""}th[aria-sort=descending] button.sort::after{content:" \\2193" / ""}
.scroll+.tools{margin:-1rem 0 1.5rem}.tofile{margin:-1rem 0 1.5rem}figure .tofile{margin:.25rem 0}.tofile button{padding:.125rem .625rem;margin-left:.75rem}
details{margin:0 0 1rem}summary{cursor:pointer;color:var(--accent);width:fit-content}details[open]>summary{margin-bottom:.75rem}
button,.button{font:inherit;display:inline-block;background:var(--accent);color:var(--paper);border:1px solid var(--accent);padding:.375rem 1rem;border-radius:.25rem;cursor:pointer;text-decoration:none}
[hidden]{display:none!important}
button.quiet{background:none;color:var(--accent);border-color:var(--strong-rule)}
code,pre{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
pre{background:var(--band);padding:1rem;overflow-x:auto;overflow-wrap:normal;max-width:none}
.two{display:grid;grid-template-columns:minmax(10rem,16rem) minmax(0,1fr);gap:2.5rem}.two>nav{font-size:.875rem}.two>nav ul{list-style:none;padding:0}.two>nav ul ul{padding:0 0 1rem .75rem}.two>nav li{margin:.25rem 0}
@media (max-width:48rem){main{padding-top:1.25rem}h1{font-size:1.5rem}h2{margin-top:2rem}.two{grid-template-columns:minmax(0,1fr)}.tiles{grid-template-columns:repeat(2,1fr)}.tiles dd{font-size:1.0625rem}.indicator{padding:1rem}.tiles>div:only-child,.tiles>div:last-child:nth-child(odd){grid-column:1/-1}}
.tofile a{display:inline-block;line-height:1.75rem}
@media print{.tools,.tofile{display:none}:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--rule:#ccc;--strong-rule:#777;--accent:#0d4a63;--accent-soft:#d8e8ee;--band:#f4f4f4;--series:#0d4a63;--muted-mark:#8a949e}
html{font-size:10pt}body{background:none}.bar,.skip,.noprint{display:none}main{max-width:none;padding:0}footer{padding:1rem 0}
h2,h3,h4,.indicator>h3,.indicator>p,.indicator>.facts{break-after:avoid}figure,tr,.note,.tiles,.facts{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}
.indicator{border:0;border-top:1px solid var(--rule);padding:1rem 0}.charts{grid-template-columns:1fr 1fr}table{font-size:8pt}thead th{font-size:7.5pt}th,td{padding:.25rem .3rem}th:first-child,td:first-child{padding-left:0}.n{white-space:normal}
a{color:inherit;text-decoration:none}a.spell::after{content:" (" attr(href) ")";overflow-wrap:anywhere}details:not([open]){display:none}
@page{margin:20mm 16mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#444}}}
`.trim();

/** A rule that sets the running title of printed pages; text goes in escaped, so that it cannot end the string. */
export function runningTitle(title: string): string {
  const escaped = [...title].map((character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${(character.codePointAt(0) ?? 32).toString(16)} `,
  );
  return `@media print{@page{@top-left{content:"${escaped.join("")}";font:8pt sans-serif;color:#444}}}`;
}
