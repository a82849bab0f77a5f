import QtQuick
import "match.js" as Match

/** What would help the camera to read the code that is held before it. */
QtObject {
    property string hint
    readonly property string words: Match.of(hint, {
        closer: qsTr("Hold it a little closer."),
        "hold-still": qsTr("Hold it still for a moment."),
        "dim-your-phone": qsTr("Dim the phone a little."),
        "too-dark": qsTr("Too dark. Turn it to the light."),
        "": ""
    })
}
