import QtQuick
import theme

/** The question, and a line that says how to answer it. */
Column {
    id: headline

    property string text
    property string sub
    property real size: Theme.title
    property color tone: Theme.ink
    property color quietTone: Theme.quiet

    spacing: 2 * Theme.unit

    Phrase {
        width: parent.width
        text: held(headline.text)
        size: headline.size
        strong: true
        tone: headline.tone
        spread: 1.05
        font.letterSpacing: -0.01 * headline.size
        Accessible.role: Accessible.Heading
        Accessible.name: headline.text
    }
    Phrase { width: parent.width; text: headline.sub; tone: headline.quietTone }
}
