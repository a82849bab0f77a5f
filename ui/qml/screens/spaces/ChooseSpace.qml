pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property string digest
    required property var sizes
    required property var until

    readonly property var said: stage.services[digest] ?? ({ hint: "", terms: "" })
    readonly property UntilWords term: UntilWords {}
    readonly property Pages pages: Pages {
        all: page.sizes
        size: Theme.reach && Theme.landscape ? 6 : 5
    }

    asksLeft: true
    shows: Headline {
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        text: qsTr("How much room do you need?")
        sub: page.term.said(page.until, false)
    }
    asks: Item {
        implicitHeight: terms.implicitHeight
        visible: page.said.terms !== ""

        Phrase {
            id: terms
            width: parent.width
            text: page.said.terms
            tone: Theme.quiet
        }
    }
    acts: Choices {
        stripColumns: 3
        rowHeight: Theme.reach ? Theme.target
                 : (page.pages.shown.length + (page.pages.many ? 1 : 0) > 4 ? 17 : Theme.landscape ? 19 : 23) * Theme.unit

        Repeater {
            model: page.pages.shown

            SizeButton {
                required property var modelData
                offer: modelData
                price: modelData.price ? Amounts.amount(modelData.price, page.stage.language, Theme.digits) : ""
                widest: Math.max(...page.sizes.map(one => one.width))
                highest: Math.max(...page.sizes.map(one => one.height))
                onClicked: page.answered("picked", offer.name)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
    }
}
