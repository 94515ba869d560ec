import { Component, useRef, useState } from "@odoo/owl";
import {
    BarcodeVideoScanner,
    isBarcodeScannerSupported,
} from "@web/core/barcode/barcode_video_scanner";

/** Somebody came for a make-up: the camera, a hand scanner, or the number typed. */
export class ScanBox extends Component {
    static template = "coop_shift_floor.ScanBox";
    static components = { BarcodeVideoScanner };
    static props = { scans: Array, onScan: Function, onTakeBack: Function };

    setup() {
        this.input = useRef("input");
        this.state = useState({ code: "", camera: false, trouble: false });
        this.hasCamera = isBarcodeScannerSupported();
    }

    submit() {
        const code = this.state.code.trim();
        this.state.code = "";
        // A scanner types faster than the screen is drawn: the field is emptied at once.
        this.input.el.value = "";
        if (code) {
            this.props.onScan(code);
        }
    }

    openCamera() {
        Object.assign(this.state, { camera: true, trouble: false });
    }

    seen(code) {
        this.state.camera = false;
        this.props.onScan(code);
    }

    failed() {
        Object.assign(this.state, { camera: false, trouble: true });
    }
}
