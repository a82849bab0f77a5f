import QtQuick
import "focus.js" as Focus

/** What may be wrong, behind one quiet button: the answers are there once somebody asks for them. */
Choices {
    id: troubles

    /** Somebody asked: each answer is `visible` by this. */
    property bool open: false
    /** The answer that has the keys first then. */
    property PushButton first: null

    function ask(): void {
        const byKeys = button.visualFocus
        open = true
        if (byKeys)
            Focus.give(first, true)
    }

    PushButton {
        id: button
        visible: !troubles.open
        centred: true
        text: qsTr("Something is wrong")
        onClicked: troubles.ask()
    }
}
