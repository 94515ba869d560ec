/**
 * A button that shares a link: the phone's own sheet where there is one, the clipboard otherwise.
 * It asks for nothing of the web framework, so that light pages have it too.
 */
export async function share(root, { navigator = window.navigator } = {}) {
    const { url, title, copied } = root.dataset;
    if (navigator.share) {
        // The visitor may close the sheet: nothing to say then.
        await navigator.share({ url, title }).catch(() => {});
        return;
    }
    const said = await navigator.clipboard.writeText(url).then(
        () => copied,
        () => url
    );
    root.querySelector("[role=status]").textContent = said;
}

document.addEventListener("click", (ev) => {
    const root = ev.target.closest?.(".o_coop_share_link");
    if (root && ev.target.closest("button")) {
        share(root);
    }
});
