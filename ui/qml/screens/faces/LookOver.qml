import theme
import controls

MessagePage {
    id: page

    required property string why
    required property bool again

    sign: "wait"
    signPath: Icons.camera
    headline: Match.of(why, {
        stranger: qsTr("The camera does not know you"),
        lost: qsTr("Your face was out of the picture"),
        several: qsTr("There was more than one face"),
        another: qsTr("The camera was not sure"),
        "wrong-side": qsTr("That was the other side"),
        flat: qsTr("The turn was not clear enough"),
        "too-slow": qsTr("The camera has waited for long"),
        "no-echo": qsTr("The colours did not reach your face"),
        "too-light-here": qsTr("It is too bright here for this"),
        "slow-camera": qsTr("The camera is too slow, or it is too dark"),
        "bad-template unavailable": qsTr("The camera can not do this now")
    })
    explained: again ? advice : qsTr("Please type your code. It works as always.")
    readonly property string advice: Match.of(why, {
        stranger: qsTr("Look straight at it, without a cap or a mask."),
        lost: qsTr("Stay in the oval until it is done."),
        several: qsTr("One person at a time, please."),
        another: qsTr("Look straight at it, in good light."),
        "wrong-side": qsTr("Turn to where the arrow points."),
        flat: qsTr("Turn your head a little further."),
        "too-slow": qsTr("Turn as soon as the arrow comes."),
        "no-echo": qsTr("Come closer to the screen, or go without colours."),
        "too-light-here bad-template slow-camera unavailable": ""
    })

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
