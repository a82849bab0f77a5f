import QtQuick

/** What the person before the camera can change, in words. Every case is a sentence of its own. */
QtObject {
    property string hint
    readonly property string words: {
        switch (hint) {
        case "nobody": return qsTr("Step in front of the camera.")
        case "several": return qsTr("One person at a time, please.")
        case "too-far": return qsTr("Come a little closer.")
        case "too-close": return qsTr("Step back a little.")
        case "too-dark": return qsTr("It is too dark. Turn to the light.")
        case "too-bright": return qsTr("It is too bright. Turn away from the light.")
        case "uneven-light": return qsTr("The light comes from one side. Turn a little.")
        case "turned": return qsTr("Look straight at the camera.")
        case "tilted": return qsTr("Hold your head upright.")
        case "blurred": return qsTr("Hold still for a moment.")
        case "alike": return qsTr("Good. Now turn a little.")
        }
        return ""
    }
}
