"""Words that stand on any page in English, and are a name only where something else says so."""

from __future__ import annotations

FUNCTION = frozenset(
    """a about above after again against all also always am an and any are as at be because been before being below
    between both but by can could did do does done down during each either else even ever every few for from get got
    had has have having he her here him his how i if in into is it its just like made make many may me might more
    most much must my never no nor not nothing now of off on only or other our out over own per put same she should
    since so some still such than that the their them then there these they this those through to too under until up
    upon us use used using very via was we were what when where which while who whom whose why will with within
    without would yes yet you your""".split()  # noqa: SIM905
)
"""Words of any sentence: five of them in a row are nobody's own."""
COMMON = FUNCTION | frozenset(
    """access account across act action active add address agent air alpha alternative amazon anchor angle app apple
    apply arc area array arrow ask aspect asset atlas atom auto away axis back badge ball band bank bar base basic
    bear beam best beta better big bird bit black block blog blue board body bold bolt bond book boot border bottom
    bow box branch bridge bright bring brush bubble bucket buddy buffer bug build bull bundle business button buy
    cache call canvas card care cargo cart case cast cat cell center central chain change channel chart chat check
    chime choose circle city class clean clear click client clip close cloud club coach coast code coin color column
    come common company compass complete concept connect contact content control cool copy core corner count cover
    craft create crew crisp cross crown cube current customer cut dash data date day deal deep default delta design
    desk detail direct discord dog door dot double draft dragon draw drive drop due early earth east easy echo edge
    edit element elite email empty end engine enter error eureka event exact example exchange express eye face fact
    fair family far fast feature feed field figure file fill filter find fine fire first fit five fix flag flash
    flex flight flow focus folder follow font food forge fork form forward found foundation four fox frame free
    fresh friend front fuel full fun function future gap garden gate gem general ghost giant give glass global go
    gold good grace grain grand grant graph great green grid grip group grow growth guide half hand harbor hard head
    health heart heat help hero high hill hive home hook hope horizon house hub human icon idea image impact indeed
    index info inner input inside insight install instance iron island item jet job join journal keep key kind king
    kit know label lake land language large last later launch layer lead leaf lean learn left less let level library
    life lift light limit line linear link lion list little live load local lock log logic long look loop love low
    magic mail main man manual map mark market mask master match matrix matter mean medium meet member memo menu
    mercury message meta method metric mind mine mint mirror mode model modern module moment monday moon motion
    mountain move name native nature near need nest net new news next night node none north note notion nova number
    ocean office old once one online open option oracle orange orbit order origin outer outline owl pace pack page
    pair panel paper part party pass path pay peak people pepper phone photo piece pilot pine pipe pixel place plaid
    plan plane planet platform play plug plus point pool port portal post power press price prime print private pro
    product profile program project prop public pulse pure quality query quest question quick quote range rapid rate
    raw reach read ready real record red reference relay release remote render report reset rest result retro return
    review right ring rise river road robin rock rocket role root rose round route row rule run safe sage said sail
    sale sample save saw say scale scene school scope score screen scroll sea search second section secure see seed
    segment select self send sense sentry series server service session set seven shadow shape share sharp shell
    shift ship shop short show side sign signal silver simple site six size sketch skill sky slack slate slice slide
    slim slot small smart smooth snap snow social soft software solid sound source south space spark spectrum speed
    spider spirit split spot spring square stable stack staff stage standard star start state status stay steel step
    stone stop storage store storm story stream street strike string stripe strong studio style summit sun support
    sure surface swift switch symbol sync system tab table tag take talent talk target task team tech tell ten
    terminal test text thank thing think thread three tide tiger tile time tip title token tool top torch total
    touch tower track trade trail train transfer tree trend tri tribe true trust try tune turn twist two type union
    unit unity update user valley value vault vector vertex video view vine vision visit vista visual voice wait
    walk wall want watch water wave way web week well went west wheel white whole wide wild win wind window wing
    wire wish wolf wonder word work world worth write year young zen zero zone zoom""".split()  # noqa: SIM905
)
"""English words of the web and of everyday, in lower case: enough to tell "Box" from "Gurray", and not a dictionary."""
