import QtQuick
import theme

/** A door's label, as large as its place allows. */
Text {
    id: number

    property string label
    property real tallest: 33 * Theme.unit
    readonly property FontMetrics metrics: FontMetrics {
        font.weight: Font.Bold
        font.pixelSize: 200
    }
    /** Its width at full size. */
    readonly property real natural: (metrics.advanceWidth(label) + 4) * tallest / 200

    text: label
    // What the graphics card scales from small letters has corners at this size.
    renderType: Text.CurveRendering
    font.pixelSize: Math.max(1, Math.floor(Math.min(tallest, tallest * width / Math.max(1, natural))))
    font.weight: Font.Bold
    lineHeight: 0.86
    horizontalAlignment: Text.AlignLeft
    verticalAlignment: Text.AlignVCenter
    color: Theme.accentText
    Accessible.role: Accessible.StaticText
    Accessible.name: label
}
