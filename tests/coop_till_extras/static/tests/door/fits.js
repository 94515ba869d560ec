/** Nothing of it is cut off at the right, and what is too tall can be scrolled to. */
export function fits(selector) {
    return {
        content: `${selector} fits the screen`,
        trigger: selector,
        run() {
            const box = this.anchor.getBoundingClientRect();
            const wide = this.anchor.scrollWidth > this.anchor.clientWidth + 1;
            if (wide || box.left < 0 || box.right > window.innerWidth + 1) {
                throw new Error(`${selector}: ${box.left} to ${box.right} of ${window.innerWidth}`);
            }
        },
    };
}
