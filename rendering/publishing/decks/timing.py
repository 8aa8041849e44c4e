"""A slide's timing tree: how PowerPoint is told when to play a film.

The shape of the tree is the one that PowerPoint itself writes for "start automatically" and "start on click"
(ECMA-376 part 1, 19.5): a main sequence whose only effect is the command ``playFrom(0.0)``, the film's own media
node, and a sequence of its own in which a click on the picture pauses and goes on. LibreOffice reads the first
form as "play after previous"; shorter trees arrive there as no playback at all.
"""

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"

#: When the effect begins: with the slide, or at the next click anywhere.
_BEGINS = {
    "auto": (
        '<p:cond delay="indefinite"/><p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond>',
        "afterEffect",
    ),
    "click": ('<p:cond delay="indefinite"/>', "clickEffect"),
}


def timing(shape: int, milliseconds: int, start: str) -> etree._Element:
    """The tree that plays the film in the shape of this id once, at its slide's start (`auto`) or at a click."""
    begins, effect = _BEGINS[start]
    target = f'<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>'
    return etree.fromstring(
        f"""<p:timing xmlns:p="{NAMESPACE}"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
  <p:seq concurrent="1" nextAc="seek">
    <p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
      <p:par><p:cTn id="3" fill="hold"><p:stCondLst>{begins}</p:stCondLst><p:childTnLst>
        <p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
          <p:par><p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold" nodeType="{effect}">
            <p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
              <p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>
                <p:cTn id="6" dur="{milliseconds}" fill="hold"/>{target}
              </p:cBhvr></p:cmd>
            </p:childTnLst></p:cTn></p:par>
        </p:childTnLst></p:cTn></p:par>
      </p:childTnLst></p:cTn></p:par>
    </p:childTnLst></p:cTn>
    <p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
    <p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>
  </p:seq>
  <p:video><p:cMediaNode vol="80000">
    <p:cTn id="7" fill="hold" display="0"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst></p:cTn>{target}
  </p:cMediaNode></p:video>
  <p:seq concurrent="1" nextAc="seek">
    <p:cTn id="8" restart="whenNotActive" fill="hold" evtFilter="cancelBubble" nodeType="interactiveSeq">
      <p:stCondLst><p:cond evt="onClick" delay="0">{target}</p:cond></p:stCondLst>
      <p:endSync evt="end" delay="0"><p:rtn val="all"/></p:endSync>
      <p:childTnLst>
        <p:par><p:cTn id="9" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
          <p:par><p:cTn id="10" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
            <p:par><p:cTn id="11" presetID="2" presetClass="mediacall" presetSubtype="0" fill="hold"
                nodeType="clickEffect"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
              <p:cmd type="call" cmd="togglePause"><p:cBhvr>
                <p:cTn id="12" dur="1" fill="hold"/>{target}
              </p:cBhvr></p:cmd>
            </p:childTnLst></p:cTn></p:par>
          </p:childTnLst></p:cTn></p:par>
        </p:childTnLst></p:cTn></p:par>
      </p:childTnLst>
    </p:cTn>
    <p:nextCondLst><p:cond evt="onClick" delay="0">{target}</p:cond></p:nextCondLst>
  </p:seq>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>""",
        etree.XMLParser(remove_blank_text=True),
    )
