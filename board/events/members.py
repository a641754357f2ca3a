"""Events of members and invitations."""

from dataclasses import dataclass, field

from board.events.event import Event, Pair


@dataclass(frozen=True, kw_only=True)
class MemberEvent(Event, touches=("members",)):
    """What all events of a member carry: the user and their name at the time."""

    user: int
    name: str


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MemberEvent, kind="member.joined"):
    """A user sits at the board. `invitation`: the link that let them in, None for the owner."""

    role: str
    invitation: int | None
    inviter: str | None = None
    """The name of who made the link."""


@dataclass(frozen=True, kw_only=True)
class MemberReassigned(MemberEvent, kind="member.reassigned"):
    """A member has another role."""

    role: Pair


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(MemberEvent, kind="member.removed", touches=("members", "board")):
    """A member was removed, or left, and works on no card any more. `cards`: those they did."""

    role: str
    cards: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class MemberIdentified(MemberEvent, kind="member.identified", touches=("members", "board")):
    """A member without an account, who came with an import, is another member, whose its cards
    and comments are from then on."""

    member: int
    member_name: str
    cards: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event, kind="invitation.made"):
    """A link was made that lets its bearers join with a role until it expires."""

    invitation: int
    role: str
    expires_at: int


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event, kind="invitation.withdrawn"):
    """An invitation link lets nobody in any more."""

    invitation: int
    role: str
