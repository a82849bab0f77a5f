import QtQuick
import theme

/** What is said besides the words of a screen. Who speaks sets what a sentence is about, and reads the sentence. */
Item {
    id: aloud

    property int count: 0
    property int number: 0
    property string name
    property string label
    property var place: ({ side: "left", height: "hip" })

    //: Everything here is spoken aloud and is seen nowhere. %n: how many buttons a screen offers.
    readonly property string choices: qsTr("%n choices", "", count)
    //: Spoken after a list of choices that was cut.
    readonly property string more: qsTr("and %n more", "", count)
    //: Spoken of one choice of several: the second of five.
    readonly property string position: qsTr("%1 of %2").arg(Theme.figure(number)).arg(Theme.figure(count))
    readonly property string on: qsTr("On")
    readonly property string off: qsTr("Off")
    readonly property string chosen: qsTr("Chosen")
    readonly property string unavailable: qsTr("Not available")
    //: %1 is what a button is called.
    readonly property string enter: qsTr("Press Enter for: %1.").arg(name)
    //: %1 is what the only button of this screen is called.
    readonly property string only: qsTr("For “%1”, press an arrow key, then Enter.").arg(name)
    readonly property string arrows: qsTr("Choose with the arrow keys.")
    readonly property string digits: qsTr("Type the digits, then press Enter.")
    readonly property string letters: qsTr("Type, then press Enter.")
    readonly property string whole: qsTr("Press Enter to continue.")
    readonly property string begunKeys: qsTr("Reading aloud. Arrow keys move, Enter chooses. Repeat, stop, faster and louder are at the bottom.")
    readonly property string begunTouch: qsTr("Reading aloud. Slide a finger over the screen to hear its buttons. Touch a button again to press it.")
    readonly property string ended: qsTr("Reading aloud is off.")
    readonly property string byJack: qsTr("To have this screen read aloud, plug in headphones.")
    readonly property string byKey: qsTr("To have this screen read aloud, press any key.")
    readonly property string byTouch: qsTr("To have this screen read aloud, keep a finger on it.")
    readonly property string secondsLeft: qsTr("%n seconds left.", "", count)
    readonly property string speed: qsTr("Speed: %1 of %2").arg(Theme.figure(number)).arg(Theme.figure(count))
    readonly property string loudness: qsTr("Volume: %1 of %2").arg(Theme.figure(number)).arg(Theme.figure(count))
    readonly property string doorOpen: qsTr("Door %1 is open.").arg(label)
    readonly property string where: words.words

    visible: false

    PlaceWords { id: words; width: 400; bounded: false; place: aloud.place }
}
