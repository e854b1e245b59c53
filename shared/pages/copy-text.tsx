/** A text to be taken elsewhere: selected by hand, or by a button that the site's script shows. `id` is unique on its page. */
export function CopyText({ id, label, text }: { id: string; label: string; text: string }) {
  return (
    <>
      <pre id={id} tabindex={0}>
        <code>{text}</code>
      </pre>
      <button class="quiet" type="button" data-copy={`#${id}`} hidden>
        Copy: {label}
      </button>
    </>
  );
}
