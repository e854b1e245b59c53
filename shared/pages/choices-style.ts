/** How a row of fields looks by which a public page is chosen from; on paper it is left out. */
export const CHOICES = `.choices{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;margin:0 0 1.5rem}
.choices label{display:flex;flex-direction:column;gap:.25rem;max-width:100%}
.choices select,.choices input{font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--strong-rule);border-radius:.25rem;padding:.4375rem .5rem;max-width:100%}
@media print{.choices{display:none}}`;
