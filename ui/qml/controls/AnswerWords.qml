import QtQuick

/** What an answer of a service is called on a screen. */
QtObject {
    /** Those that the services of Cubby have; any other is shown as its file writes it. */
    function said(word: string): string {
        const known = { accept: qsTr("Accept the offer"), refuse: qsTr("Decline the offer") }
        const plain = word.replace(/-/g, " ")
        return known[word] ?? plain.charAt(0).toUpperCase() + plain.slice(1)
    }
}
