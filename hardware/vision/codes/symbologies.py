"""Table of symbologies: our names and zxing-cpp's, for decoding and for drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import zxingcpp

from hardware.outcomes.reading import Symbology

FORMATS: Final[Mapping[Symbology, zxingcpp.BarcodeFormat]] = {
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
    Symbology.CODE39: zxingcpp.BarcodeFormat.Code39,
    Symbology.CODE93: zxingcpp.BarcodeFormat.Code93,
    Symbology.CODABAR: zxingcpp.BarcodeFormat.Codabar,
    Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
    Symbology.EAN8: zxingcpp.BarcodeFormat.EAN8,
    Symbology.UPCE: zxingcpp.BarcodeFormat.UPCE,
    Symbology.ITF14: zxingcpp.BarcodeFormat.ITF,
    Symbology.ITF: zxingcpp.BarcodeFormat.ITF,
    Symbology.DATAMATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.AZTEC: zxingcpp.BarcodeFormat.Aztec,
    Symbology.PDF417: zxingcpp.BarcodeFormat.PDF417,
}
