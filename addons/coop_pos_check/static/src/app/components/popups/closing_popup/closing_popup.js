import { patch } from "@web/core/utils/patch";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";

patch(ClosePosPopup, {
    props: [...ClosePosPopup.props, "coop_flags?"],
});
