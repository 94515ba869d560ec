/** Steps that several stories share. */

/** Click something; with `loads` the page is left for another one. */
export const click = (content, trigger, { loads = false } = {}) => ({
    content,
    trigger,
    run: "click",
    expectUnloadPage: loads,
});

export const sees = (content, trigger) => ({ content, trigger });

/** Press a button of a form of the backend. */
export const press = (label) =>
    click(label, `.o_form_view .o_statusbar_buttons button:contains('${label}')`);

export const confirm = click("Go on", ".modal-footer .btn-primary");
