import "../theme"
import "../controls"

MessagePage {
    id: page

    required property string why
    required property bool again

    sign: "wait"
    signPath: Icons.camera
    headline: {
        switch (why) {
        case "stranger": return qsTr("The camera does not know you")
        case "lost": return qsTr("Your face was out of the picture")
        case "several": return qsTr("There was more than one face")
        case "another": return qsTr("The camera was not sure")
        case "wrong-side": return qsTr("That was the other side")
        case "flat": return qsTr("The turn was not clear enough")
        case "too-slow": return qsTr("The camera has waited for long")
        case "no-echo": return qsTr("The colours did not reach your face")
        case "too-light-here": return qsTr("It is too bright here for this")
        case "slow-camera": return qsTr("The camera is too slow, or it is too dark")
        }
        return qsTr("The camera can not do this now")
    }
    explained: {
        if (!again)
            return qsTr("Please type your code. It works as always.")
        switch (why) {
        case "stranger": return qsTr("Look straight at it, without a cap or a mask.")
        case "lost": return qsTr("Stay in the oval until it is done.")
        case "several": return qsTr("One person at a time, please.")
        case "another": return qsTr("Look straight at it, in good light.")
        case "wrong-side": return qsTr("Turn to where the arrow points.")
        case "flat": return qsTr("Turn your head a little further.")
        case "too-slow": return qsTr("Turn as soon as the arrow comes.")
        case "no-echo": return qsTr("Come closer to the screen, or go without colours.")
        }
        return ""
    }

    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.again
            lead: Icons.again
            text: qsTr("Try again")
            onClicked: page.answered("again", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Type the code")
            onClicked: page.answered("code", "")
        }
    }
}
