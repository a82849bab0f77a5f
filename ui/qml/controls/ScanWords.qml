import QtQuick

/** What would help the camera to read the code that is held before it. */
QtObject {
    property string hint
    readonly property string words: {
        switch (hint) {
        case "closer": return qsTr("Hold it a little closer.")
        case "hold-still": return qsTr("Hold it still for a moment.")
        case "dim-your-phone": return qsTr("Dim the phone a little.")
        case "too-dark": return qsTr("It is too dark. Turn it to the light.")
        }
        return ""
    }
}
