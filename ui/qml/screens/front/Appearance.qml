import theme
import controls

Page {
    id: page

    required property bool contrast
    required property bool large_text
    required property bool reach

    shows: Headline {
        topPadding: Theme.landscape ? 0 : 8 * Theme.unit
        text: qsTr("Display and accessibility")
        sub: qsTr("These settings stay until you are done.")
    }
    acts: Choices {
        stripColumns: 2

        Toggle {
            lead: Icons.contrast
            text: qsTr("High contrast")
            on: page.contrast
            onClicked: page.answered("contrast", "")
        }
        Toggle {
            lead: Icons.larger
            text: qsTr("Large text")
            on: page.large_text
            onClicked: page.answered("large_text", "")
        }
        Toggle {
            lead: Icons.lower
            text: qsTr("Seated height")
            on: page.reach
            onClicked: page.answered("reach", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("done", "")
        }
    }
}
