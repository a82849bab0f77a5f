import controls
import drawings
import theme

MessagePage {
    id: page

    required property string service
    required property string word
    required property var gives

    readonly property AnswerWords words: AnswerWords {}
    readonly property var said: stage.services[service] ?? ({ name: "" })

    sign: "done"
    complete: true
    scene: Scenes.answered
    headline: qsTr("Thank you. We have your answer")
    explained: gives ? qsTr("We pay you %1.").arg(Amounts.amount(gives, stage.language, Theme.digits)) : qsTr("There is nothing more to do now.")

    asks: FactList {
        facts: [
            { name: page.said.name || qsTr("Offer"), value: page.words.said(page.word) }
        ]
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("ok", "")
        }
    }
}
