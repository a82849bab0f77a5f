import QtQuick

/** Until when something that was lent has to be back, in words. */
QtObject {
    /** `until`: in so many `days`, and the time on the clock (`at`); null where nobody waits for it. */
    function said(until: var, over: bool): string {
        if (!until)
            return ""
        const at = "\u2066" + until.at + "\u2069", days = until.days
        if (over)
            return days >= 0 ? qsTr("Due back today at %1").arg(at)
                 : days === -1 ? qsTr("Was due back yesterday at %1").arg(at)
                               : qsTr("Was due back %n days ago", "", -days)
        return days === 0 ? qsTr("Bring back by %1 today").arg(at)
             : days === 1 ? qsTr("Bring back by %1 tomorrow").arg(at)
             //: %n is 2 or more.
             : qsTr("Bring back within %n days, by %1", "", days).arg(at)
    }
}
