"""Words that stand on any page in English, and are a name only where something else says so."""

from __future__ import annotations

COMMON = frozenset(
    """a about above access account across act action active add address after again against agent air all alpha
    also alternative always amazon an anchor and angle any app apple apply arc area array arrow as ask aspect asset
    at atlas atom auto away axis back badge ball band bank bar base basic be bear beam because been before being best
    beta better between big bird bit black block blog blue board body bold bolt bond book boot border both bottom bow
    box branch bridge bright bring brush bubble bucket buddy buffer bug build bull bundle business but button buy by
    cache call can canvas card care cargo cart case cast cat cell center central chain change channel chart chat check
    chime choose circle city class clean clear click client clip close cloud club coach coast code coin color column
    come common company compass complete concept connect contact content control cool copy core corner could count
    cover craft create crew crisp cross crown cube current customer cut dash data date day deal deep default delta
    design desk detail did direct discord do does dog done door dot double down draft dragon draw drive drop due each
    early earth east easy echo edge edit element elite else email empty end engine enter error eureka even event ever
    every exact example exchange express eye face fact fair family far fast feature feed field figure file fill filter
    find fine fire first fit five fix flag flash flex flight flow focus folder follow font food for forge fork form
    forward found foundation four fox frame free fresh friend from front fuel full fun function future gap garden gate
    gem general get ghost giant give glass global go gold good got grace grain grand grant graph great green grid grip
    group grow growth guide had half hand harbor hard has have he head health heart heat help her here hero high hill
    him his hive home hook hope horizon house how hub human icon idea image impact in indeed index info inner input
    inside insight install instance into iron is island it item its jet job join journal just keep key kind king kit
    know label lake land language large last later launch layer lead leaf lean learn left less let level library life
    lift light like limit line linear link lion list little live load local lock log logic long look loop love low
    made magic mail main make man manual many map mark market mask master match matrix matter may me mean medium meet
    member memo menu mercury message meta method metric might mind mine mint mirror mode model modern module moment
    monday moon more most motion mountain move much must my name native nature near need nest net never new news next
    night no node none north not note nothing notion nova now number ocean of off office old on once one online only
    open option or oracle orange orbit order origin other our out outer outline over owl own pace pack page pair panel
    paper part party pass path pay peak people pepper phone photo piece pilot pine pipe pixel place plaid plan plane
    planet platform play plug plus point pool port portal post power press price prime print private pro product
    profile program project prop public pulse pure quality query quest question quick quote range rapid rate raw reach
    read ready real record red reference relay release remote render report reset rest result retro return review
    right ring rise river road robin rock rocket role root rose round route row rule run safe sage said sail sale same
    sample save saw say scale scene school scope score screen scroll sea search second section secure see seed segment
    select self send sense sentry series server service session set seven shadow shape share sharp she shell shift
    ship shop short should show side sign signal silver simple since site six size sketch skill sky slack slate slice
    slide slim slot small smart smooth snap snow so social soft software solid some sound source south space spark
    spectrum speed spider spirit split spot spring square stable stack staff stage standard star start state status
    stay steel step still stone stop storage store storm story stream street strike string stripe strong studio style
    such summit sun support sure surface swift switch symbol sync system tab table tag take talent talk target task
    team tech tell ten terminal test text than thank that the their them then there these they thing think this those
    thread three through tide tiger tile time tip title to token too tool top torch total touch tower track trade
    trail train transfer tree trend tri tribe true trust try tune turn twist two type union unit unity up update
    upon us use user valley value vault vector vertex very via video view vine vision visit vista visual voice wait
    walk wall want was watch water wave way we web week well went were west what wheel when where which while white
    who whole why wide wild will win wind window wing wire wish with within without wolf wonder word work world worth
    would write year yes yet you young your zen zero zone zoom""".split()  # noqa: SIM905
)
"""English words of the web and of everyday, in lower case: enough to tell "Box" from "Gurray", and not a dictionary."""
