pragma ComponentBehavior: Bound

import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property string service
    required property var amount
    required property var choices

    readonly property AnswerWords words: AnswerWords {}
    readonly property var said: stage.services[service] ?? ({ name: "", hint: "" })

    scene: Scenes.offer
    headline: amount ? qsTr("We have an offer for you: %1").arg(written(amount)) : qsTr("Please decide")
    explained: said.name

    function written(price: var): string {
        return Amounts.amount(price, stage.language, Theme.digits)
    }
    /** What answering so means for money. */
    function means(choice: var): string {
        if (!choice.price)
            return ""
        return Match.of(choice.kind, { give: qsTr("You get %1"), "price security": qsTr("You pay %1") }).arg(written(choice.price))
    }

    acts: Choices {
        Repeater {
            model: page.choices

            PushButton {
                required property var modelData
                text: page.words.said(modelData.word)
                sub: page.means(modelData)
                sign: Icons.forward
                onClicked: page.answered("picked", modelData.word)
            }
        }
    }
}
