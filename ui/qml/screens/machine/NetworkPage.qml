import QtQuick
import theme
import controls

Page {
    id: page

    required property var seen

    readonly property var none: ({ interfaces: [], gateway: "", name_servers: [], clock: false })
    readonly property bool read: seen ? seen.interfaces !== undefined : false
    readonly property var now: read ? seen : none
    readonly property bool linked: now.interfaces.some(one => one.up)
    readonly property bool addressed: now.interfaces.some(one => one.up && one.addresses.length > 0)

    /** Addresses are read from left to right in every language. */
    function plain(text: string): string {
        return "\u2066" + text + "\u2069"
    }

    steady: true
    spoken: verdict.text
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : shows.implicitHeight

    shows: Item {
        implicitHeight: head.implicitHeight + 4 * Theme.unit

        Column {
            id: head
            width: parent.width
            spacing: 4 * Theme.unit

            Verdict {
                id: verdict
                width: parent.width
                kind: !page.read || !page.linked || !page.addressed ? "stop"
                    : !page.now.gateway || !page.now.clock ? "wait" : "done"
                text: !page.read ? qsTr("Network status not available")
                    : !page.linked ? qsTr("No network is connected")
                    : !page.addressed ? qsTr("No address from the network")
                    : !page.now.gateway ? qsTr("No gateway")
                    : !page.now.clock ? qsTr("Connected, but the clock is not set")
                    : qsTr("The machine is connected")
                sub: !page.read ? qsTr("Please check again.")
                   : !page.linked ? qsTr("Check the cable at both ends, or the modem and its antenna.")
                   : !page.addressed ? qsTr("Check the router, or this machine's network settings.")
                   : !page.now.gateway ? qsTr("Set a default gateway on the router or in the network settings.")
                   : !page.now.clock ? qsTr("No time server answers. Until one does, times in the journal are marked as uncertain.")
                   : qsTr("The machine works without a network, too.")
            }
            Chain {
                width: parent.width
                visible: page.read
                stations: {
                    const ways = [
                        { name: qsTr("Cable or radio"), right: page.linked, kind: "stop" },
                        { name: qsTr("Address"), right: page.addressed, kind: "stop" },
                        { name: qsTr("Gateway"), right: page.now.gateway !== "", kind: "stop" },
                        { name: qsTr("Clock"), right: page.now.clock, kind: "wait" }
                    ]
                    const broken = ways.findIndex(one => !one.right)
                    return ways.map((one, at) => ({
                        name: one.name, kind: one.right ? "done" : at === broken ? one.kind : ""
                    }))
                }
            }
        }
    }
    asks: FactList {
        facts: [
            ...page.now.interfaces.map(one => ({
                name: qsTr("Connection %1").arg(page.plain(one.name)),
                value: !one.up ? qsTr("not connected")
                     : one.addresses.length > 0 ? page.plain(one.addresses.slice(0, 2).join("  "))
                     : qsTr("connected, no address"),
                wrong: one.up && one.addresses.length === 0
            })),
            {
                name: qsTr("Gateway"),
                value: page.now.gateway ? page.plain(page.now.gateway) : qsTr("none"),
                wrong: page.linked && !page.now.gateway
            },
            {
                name: qsTr("Name server"),
                value: page.now.name_servers.length > 0 ? page.plain(page.now.name_servers.slice(0, 2).join("  "))
                                                        : qsTr("none"),
                wrong: page.linked && page.now.name_servers.length === 0
            },
            {
                name: qsTr("Clock"),
                value: page.now.clock ? qsTr("set by a time server") : qsTr("not set by a time server"),
                wrong: !page.now.clock
            }
        ]
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Check again")
            onClicked: page.answered("ok", "")
        }
    }
}
