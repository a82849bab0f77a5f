import QtQuick

/** Until when something is somebody's, in words. */
QtObject {
    /** `until`: in so many `days`, and the time on the clock (`at`); null where no end is agreed. */
    function said(until: var, over: bool): string {
        if (!until)
            return ""
        const at = "\u2066" + until.at + "\u2069", days = until.days
        if (over)
            return days >= 0 ? qsTr("Ended today at %1").arg(at)
                 : days === -1 ? qsTr("Ended yesterday at %1").arg(at) : qsTr("Ended %n days ago", "", -days)
        return days === 0 ? qsTr("Yours until %1 today").arg(at)
             : days === 1 ? qsTr("Yours until %1 tomorrow").arg(at)
             //: %n is 2 or more.
             : qsTr("Yours for %n days, until %1", "", days).arg(at)
    }
}
