import QtQml

/** How long ago a board answered, in words. `seconds` is -1 where it never did. */
QtObject {
    property int seconds: -1

    readonly property string words: {
        if (seconds < 0)
            return qsTr("No answer since the start.")
        if (seconds < 10)
            return qsTr("Last answer just now.")
        if (seconds < 60)
            return qsTr("Last answer %n seconds ago.", "", seconds)
        if (seconds < 3600)
            return qsTr("Last answer %n minutes ago.", "", Math.floor(seconds / 60))
        return qsTr("Last answer %n hours ago.", "", Math.floor(seconds / 3600))
    }
}
