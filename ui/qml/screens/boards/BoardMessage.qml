import controls
import drawings

MessagePage {
    id: page

    required property string word
    required property string bank
    required property string detail

    readonly property string name: "\u2068" + bank + "\u2069"

    scene: Match.of(word, { is_back: Scenes.board("tick"), not_written: Scenes.file("cross") })
    sign: Match.of(word, { is_back: "done", not_written: "wait" })
    headline: Match.of(word, {
        is_back: qsTr("Board %1 answers again").arg(name),
        not_written: qsTr("The site file was not written")
    })
    explained: Match.of(word, {
        is_back: qsTr("Same address as before. All doors re-read."),
        not_written: qsTr("Nothing was changed: %1").arg("\u2068" + detail + "\u2069")
    })
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
