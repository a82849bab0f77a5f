pragma ComponentBehavior: Bound

import controls
import theme

MessagePage {
    id: page

    required property string bank
    required property int channel
    required property int step
    required property int of
    required property var front
    required property var known

    picture: DoorLights {
        cabinet: page.front
        among: page.known
        known: true
    }
    headline: qsTr("A door opens now")
    explained: qsTr("Board %1, channel %2. This is number %3 of %4.").arg(bank).arg(channel).arg(Theme.figure(step)).arg(Theme.figure(of))
}
