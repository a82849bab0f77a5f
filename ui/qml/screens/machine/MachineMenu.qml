pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

MenuPage {
    id: page

    required property var offered

    headline: qsTr("Machine")
    explained: qsTr("What you do here is recorded in the journal.")
    acts: Choices {
        stripColumns: 3
        uprightColumns: page.offered.length > 4 ? 2 : 1
        landscapeColumns: page.offered.length > 4 ? 2 : 1

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: Match.of(modelData, {
                    network: Icons.globe,
                    link: Icons.lend,
                    storage: Icons.disk,
                    export: Icons.lower,
                    versions: Icons.chip,
                    restart: Icons.again,
                    shut_down: Icons.off
                })
                text: Match.of(modelData, {
                    network: qsTr("Network"),
                    link: qsTr("Operator's server"),
                    storage: qsTr("Disk and journal"),
                    export: qsTr("Save to USB stick"),
                    versions: qsTr("Version"),
                    restart: qsTr("Restart"),
                    shut_down: qsTr("Shut down")
                })
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
