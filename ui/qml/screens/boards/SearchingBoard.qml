pragma ComponentBehavior: Bound

import controls

MessagePage {
    id: page

    required property string bank
    required property var doors

    picture: DoorLights {
        cabinet: page.stage.cabinet
        among: page.doors
    }
    headline: qsTr("Looking for the new board %1").arg("\u2068" + bank + "\u2069")
    explained: qsTr("This takes a few seconds. No door opens, and the other boards keep working.")
}
