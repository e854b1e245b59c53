/**
 * What the pages of those who sign in need beyond the shared style sheet: navigation, forms, timelines. Targets are at least 24 pixels
 * high; what is wrong is said in words and by a bar, not by colour alone.
 */
export const SITE_STYLES = `
:root{--wrong:#9b1c1c;--right:#256029}
@media (prefers-color-scheme:dark){:root{--wrong:#f2a29b;--right:#9ccf9f}}
.places{background:var(--sheet);border-bottom:1px solid var(--rule)}
.places>div{max-width:72rem;margin:0 auto;padding:0 1.25rem;display:flex;flex-wrap:wrap;gap:0 1.5rem;align-items:center}
.places ul{list-style:none;margin:0 auto 0 0;padding:0;display:flex;flex-wrap:wrap;gap:0 1.25rem;max-width:none}
.places a{display:block;padding:.625rem 0;color:var(--ink);text-decoration:none;border-bottom:3px solid transparent}
.places a:hover{border-color:var(--rule)}.places a[aria-current]{border-color:var(--accent);font-weight:600}
.views{position:relative;margin:0}.views summary{padding:.625rem 0;color:var(--ink)}.views[open]>summary{margin:0}.places .views ul{display:block;position:absolute;right:0;z-index:2;background:var(--sheet);border:1px solid var(--rule);padding:.25rem 1rem;width:max-content;max-width:min(20rem,80vw)}.views li+li{border-top:1px solid var(--rule)}.places .views a{border:0;padding:.5rem 0}
.places form{display:flex;gap:.5rem;margin:.375rem 0}.places input{width:13rem;min-width:0}
input,select,textarea{font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--strong-rule);border-radius:.25rem;padding:.375rem .5rem;max-width:100%}
select{padding:.4375rem .5rem}input[type=checkbox]{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent);flex:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;padding:0;border:0;margin:-1px}
.notice{background:var(--band);border-left:4px solid var(--right);padding:.625rem 1rem;font-weight:600}
.first{display:none}
.fill{max-width:56rem;margin:1.5rem 0 0}
fieldset{border:0;margin:2.5rem 0 2rem;padding:0;min-width:0}
legend{font-size:1.25rem;font-weight:600;padding:.75rem 0 .25rem;width:100%;border-top:2px solid var(--ink)}
fieldset.row{border:1px solid var(--rule);background:var(--sheet);padding:0 1rem .25rem;margin:0 0 1rem}
.grid{overflow-x:auto;margin:0 0 1rem}.grid td{padding:.25rem .5rem}.grid .field{margin:0;min-width:7rem}.grid .field>label{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.grid td{position:relative}.grid th[scope=row]{min-width:12rem}
fieldset.row legend{font-size:1rem;padding:.25rem .5rem;margin-left:-.5rem;width:auto;border:0}
.side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:0 1.5rem;align-items:start}
.field{margin:0 0 1.25rem;min-width:0}.field label{display:block;font-weight:600;margin:0 0 .25rem}.field label .soft{font-weight:400}
.field input:not([type=checkbox]),.field select,.field textarea{width:100%;max-width:34rem}.field.money input{text-align:right;max-width:16rem}
.field.date input,.field.number input{max-width:12rem}.field.area,.field.lines{grid-column:1/-1}.field.area textarea,.field.lines textarea{max-width:100%}
.field.check{display:grid;grid-template-columns:1.25rem 1fr;gap:.125rem .625rem;align-items:start}.field.check label{grid-column:2;font-weight:400;margin:0}.field.check input{grid-column:1;grid-row:1}.field.check label{grid-row:1}.field.check .hint,.field.check .error{grid-column:2}
.hint{color:var(--soft);font-size:.875rem;margin:0 0 .25rem}.error{color:var(--wrong);font-weight:600;margin:0 0 .25rem}
.wrong{border-left:4px solid var(--wrong);padding-left:.75rem}.wrong input,.wrong select,.wrong textarea{border-color:var(--wrong);border-width:2px}
.errors{border:2px solid var(--wrong);padding:1rem 1.25rem;margin:0 0 1.5rem;max-width:56rem}.errors h2{margin:0 0 .5rem;padding:0;border:0}.errors ul{margin:0;padding-left:1.25rem}.errors a{color:var(--wrong)}
.preview{background:var(--band);padding:0 1.25rem 1rem;margin:0 0 1.5rem}.preview h2{border:0;margin:0}
.acts{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1.5rem 0 1rem;max-width:none}
button.grave,.button.grave{background:var(--wrong);border-color:var(--wrong)}.button.quiet{background:none;color:var(--accent);border-color:var(--strong-rule)}
.small.button,.acts.small .button,.acts.small button{font-size:.875rem;padding:.25rem .75rem}
.filter{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;margin:0 0 1.5rem}.filter .field{margin:0}.filter .field select,.filter .field input{max-width:100%;width:auto}
.timeline{list-style:none;padding:0;margin:0 0 1.5rem;max-width:none;border-left:2px solid var(--rule)}
.timeline>li{position:relative;background:var(--sheet);border:1px solid var(--rule);padding:1rem 1.25rem;margin:0 0 1rem 1.25rem}
.timeline>li::before{content:"";position:absolute;left:-1.6875rem;top:1.375rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--paper);border:2px solid var(--strong-rule)}
.timeline>li.full::before{background:var(--accent);border-color:var(--accent)}.timeline>li.part::before{background:linear-gradient(90deg,var(--accent) 50%,var(--paper) 50%);border-color:var(--accent)}
.timeline h3{margin:0}.timeline .amount{font-size:1.25rem;font-weight:600;margin:0}.timeline .facts{margin:.75rem 0}
.top{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:baseline}
.checks{list-style:none;padding:0;margin:.5rem 0}.checks ul{list-style:none;padding-left:1.5rem}.checks li{margin:.25rem 0}
.checks .mark{display:inline-block;width:1.5em}
.onpage{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;max-width:none;margin:1rem 0}
.onpage a{display:inline-block;padding:.25rem 0}
.onpage a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none;border-bottom:2px solid var(--accent)}
@media (max-width:48rem){.places .views ul{right:auto;left:0}.places input{width:9rem;flex:1}.places search{flex:1 1 100%}.timeline{border-left:0}.timeline>li{margin-left:0}.timeline>li::before{display:none}}
.stacked a{display:block;line-height:1.75rem}
@media print{.places,.acts,.filter,.notice{display:none}}
`.trim();
