import QtQuick
import "match.js" as Match

/** What the person before the camera can change, in words. Every case is a sentence of its own. */
QtObject {
    property string hint
    readonly property string words: Match.of(hint, {
        nobody: qsTr("Step in front of the camera."),
        several: qsTr("One person at a time, please."),
        "too-far": qsTr("Come a little closer."),
        "too-close": qsTr("Step back a little."),
        "too-dark": qsTr("Too dark. Turn to the light."),
        "too-bright": qsTr("Too bright. Turn away from the light."),
        "uneven-light": qsTr("The light comes from one side. Turn a little."),
        turned: qsTr("Look straight at the camera."),
        tilted: qsTr("Hold your head upright."),
        blurred: qsTr("Hold still for a moment."),
        alike: qsTr("Good. Now turn a little."),
        "": ""
    })
}
