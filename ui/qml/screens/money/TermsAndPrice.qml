pragma ComponentBehavior: Bound

import QtQuick
import controls
import drawings
import theme

Page {
    id: page

    required property var lines
    required property var total
    required property var taxes
    required property var deposit
    required property string service
    required property string terms
    required property bool door

    /** It is for time that is over, and nothing else. */
    readonly property bool late: lines.length === 1 && lines[0].late
    readonly property var said: stage.services[terms] ?? ({ name: "", terms: "" })
    readonly property var facts: lines.length > 1 ? lines.map(line => ({ name: called(line), value: written(line.price), wrong: false })) : []

    function written(price: var): string {
        return Amounts.amount(price, stage.language, Theme.digits)
    }
    /** What a service calls it in its file, in words; what nobody knows a word for is called by the service's name. */
    function called(line: var): string {
        const known = {
            duty: qsTr("Duties and taxes"), postage: qsTr("Postage"), rent: qsTr("Rent"), cleaning: qsTr("Cleaning"),
            fee: qsTr("Fee"), difference: qsTr("Price difference"), "co-pay": qsTr("Co-payment")
        }
        if (line.late)
            return qsTr("Extra time")
        if (line.kind === "security")
            return qsTr("Deposit")
        return known[line.name] ?? (said.name || qsTr("Price"))
    }

    spoken: head.text
    showsLeast: head.implicitHeight + sum.implicitHeight + 6 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: head.implicitHeight + sum.implicitHeight + 6 * Theme.unit

        Headline {
            id: head
            y: (Theme.landscape ? 0 : 6) * Theme.unit
            width: parent.width
            text: page.late ? qsTr("The time that you paid for is over") : qsTr("This is what it costs")
            sub: page.late
                ? qsTr("Please pay for the extra time. Then the door opens.")
                : page.door ? qsTr("Please pay first. Then the door opens.") : qsTr("You can pay here, now.")
        }
        Drawing {
            anchors { top: sum.bottom; topMargin: 4 * Theme.unit; left: parent.left; right: parent.right }
            height: Math.min(46 * Theme.unit, parent.height - y - 2 * Theme.unit)
            visible: height > 14 * Theme.unit
            parts: page.late ? Scenes.payLate : page.door ? Scenes.payFirst : Scenes.payCard
            flipped: page.LayoutMirroring.enabled
        }
        Column {
            id: sum
            anchors { top: head.bottom; topMargin: 5 * Theme.unit; left: parent.left; right: parent.right }
            spacing: 1.5 * Theme.unit

            Phrase {
                width: parent.width
                bounded: false
                text: page.lines.length === 1 ? page.called(page.lines[0]) : qsTr("In total")
                tone: Theme.quiet
            }
            Phrase {
                objectName: "total"
                width: parent.width
                bounded: false
                text: page.written(page.total)
                size: (Theme.landscape ? 10 : 13) * Theme.unit
                strong: true
                tone: Theme.accentText
            }
            Repeater {
                model: page.taxes

                Phrase {
                    required property var modelData
                    width: sum.width
                    //: %1 is a rate such as 19 %, %2 an amount
                    text: qsTr("includes %1 VAT: %2").arg(Amounts.percent(modelData.rate, page.stage.language, Theme.digits)).arg(page.written(modelData.tax))
                    tone: Theme.quiet
                }
            }
            Phrase {
                width: parent.width
                text: page.deposit ? qsTr("%1 of this is a deposit. You get it back.").arg(page.written(page.deposit)) : ""
                strong: true
            }
        }
    }
    asks: Column {
        spacing: 2 * Theme.unit

        FactList {
            visible: page.facts.length > 0
            width: parent.width
            facts: page.facts
        }
        Phrase {
            width: parent.width
            text: page.said.terms
            size: Theme.note * 1.07
            tone: Theme.quiet
        }
    }
    acts: Choices {
        PushButton {
            main: true
            lead: Icons.card
            text: qsTr("Pay %1").arg(page.written(page.total))
            sign: Icons.forward
            onClicked: page.answered("pay", "")
        }
    }
}
