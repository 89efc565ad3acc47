package dev.ueba.logs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.SecurityEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages say. Addresses are those set aside for documentation. */
final class AuthLogMessagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '~',
            textBlock =
                    """
            Accepted password for ann from 192.0.2.7 port 22 ssh2 | event=accepted user=ann ip=192.0.2.7 method=password
            Accepted publickey for ann from 2001:db8::1 port 22 ssh2: RSA SHA256:abc | event=accepted user=ann ip=2001:db8::1 method=publickey
            Accepted keyboard-interactive/pam for ann from 192.0.2.7 port 22 ssh2 | event=accepted user=ann ip=192.0.2.7 method=keyboard-interactive/pam
            Accepted publickey for ann from 192.0.2.7 port 22 ssh2: RSA-CERT SHA256:abc ID x from 198.51.100.9 port 9 (serial 0) CA RSA SHA256:d | event=accepted user=ann ip=192.0.2.7 method=publickey
            Failed publickey for ann from 192.0.2.7 port 22 ssh2: RSA-CERT ID a from 198.51.100.9 port 9 | event=failed user=ann ip=192.0.2.7 method=publickey
            Failed password for root from 192.0.2.7 port 22 ssh2 | event=failed user=root ip=192.0.2.7 method=password
            Failed password for root from 192.0.2.7 | event=failed user=root ip=192.0.2.7 method=password
            Failed password for root from host.example.org port 22 ssh2 | event=failed user=root ip=host.example.org method=password
            Failed password for root from UNKNOWN port 65535 ssh2 | event=failed user=root ip=UNKNOWN method=password
            Failed none for invalid user 0 from 192.0.2.7 port 22 ssh2 | event=failed user=0 ip=192.0.2.7 invalid_user=true method=none
            Failed none for invalid user  from 192.0.2.7 port 22 ssh2 | event=failed user= ip=192.0.2.7 invalid_user=true method=none
            Failed password for  from 192.0.2.7 port 22 ssh2 | event=failed user= ip=192.0.2.7 method=password
            Failed password for illegal user ann from 192.0.2.7 port 22 ssh2 | event=failed user=ann ip=192.0.2.7 invalid_user=true method=password
            Failed password for invalid user ann lee from 192.0.2.7 port 22 ssh2 | event=failed user=ann lee ip=192.0.2.7 invalid_user=true method=password
            Failed password for invalid user from from 192.0.2.7 port 22 ssh2 | event=failed user=from ip=192.0.2.7 invalid_user=true method=password
            Failed password for invalid user $x"y'z from 192.0.2.7 port 22 ssh2 | event=failed user=$x"y'z ip=192.0.2.7 invalid_user=true method=password
            Failed password for invalid user root from 198.51.100.9 port 5 ssh2 from 192.0.2.7 port 22 ssh2 | event=failed user=root from 198.51.100.9 port 5 ssh2 ip=192.0.2.7 invalid_user=true method=password
            Failed password for invalid user user= rhost=198.51.100.9 from 192.0.2.7 port 22 ssh2 | event=failed user=user= rhost=198.51.100.9 ip=192.0.2.7 invalid_user=true method=password
            Invalid user a from 198.51.100.9 from 192.0.2.7 port 22 | event=invalid_user user=a from 198.51.100.9 ip=192.0.2.7 invalid_user=true
            Invalid user  from 192.0.2.7 | event=invalid_user user= ip=192.0.2.7 invalid_user=true
            Invalid user ann from 192.0.2.7 | event=invalid_user user=ann ip=192.0.2.7 invalid_user=true
            Illegal user ann from ::ffff:192.0.2.7 | event=invalid_user user=ann ip=::ffff:192.0.2.7 invalid_user=true
            input_userauth_request: invalid user ann [preauth] | event=invalid_user_request user=ann invalid_user=true
            input_userauth_request: invalid user  [preauth] | event=invalid_user_request user= invalid_user=true
            Postponed publickey for ann from 192.0.2.7 port 22 ssh2 [preauth] | event=postponed user=ann ip=192.0.2.7 method=publickey
            Partial publickey for ann from 192.0.2.7 port 22 ssh2 | event=postponed user=ann ip=192.0.2.7 method=publickey
            error: PAM: Authentication failure for ann from 192.0.2.7 | event=pam_failure user=ann ip=192.0.2.7
            error: PAM: User not known to the underlying authentication module for illegal user ann from host.example.org | event=pam_failure user=ann ip=host.example.org invalid_user=true
            User ann from 192.0.2.7 not allowed because not listed in AllowUsers | event=not_allowed user=ann ip=192.0.2.7
            User ann not allowed because account is locked | event=not_allowed user=ann
            User child is on pid 7 | event=other
            Connection from 192.0.2.7 port 22 on 192.0.2.1 port 22 | event=connection ip=192.0.2.7
            Connection closed by 192.0.2.7 [preauth] | event=connection_closed ip=192.0.2.7
            Connection closed by invalid user a b 192.0.2.7 port 22 [preauth] | event=connection_closed user=a b ip=192.0.2.7 invalid_user=true
            Connection closed by invalid user  192.0.2.7 port 22 [preauth] | event=connection_closed user= ip=192.0.2.7 invalid_user=true
            Connection closed by invalid user x 198.51.100.9 port 1 192.0.2.7 port 22 [preauth] | event=connection_closed user=x 198.51.100.9 port 1 ip=192.0.2.7 invalid_user=true
            Connection reset by authenticating user root 192.0.2.7 port 22 [preauth] | event=connection_reset user=root ip=192.0.2.7
            Disconnected from user ann 192.0.2.7 port 22 | event=disconnected user=ann ip=192.0.2.7
            Disconnected from 192.0.2.7 port 22 | event=disconnected ip=192.0.2.7
            Received disconnect from 192.0.2.7: 11: Bye from 198.51.100.9 port 1 [preauth] | event=disconnected ip=192.0.2.7
            Received disconnect from 2001:db8::: 11: Bye | event=disconnected ip=2001:db8::
            error: Received disconnect from 192.0.2.7 port 22:11: Bye Bye | event=disconnected ip=192.0.2.7
            Disconnecting: Too many authentication failures for root [preauth] | event=too_many_failures user=root
            Disconnecting: Too many authentication failures [preauth] | event=too_many_failures
            Disconnecting authenticating user root 192.0.2.7 port 22: Too many authentication failures [preauth] | event=too_many_failures user=root ip=192.0.2.7
            Disconnecting invalid user a 192.0.2.7 port 22: Change of username or service not allowed: (a,ssh-connection) -> (b 198.51.100.9 port 1:,ssh-connection) [preauth] | event=disconnecting user=a ip=192.0.2.7 invalid_user=true
            Disconnecting: Packet corrupt | event=disconnecting
            error: maximum authentication attempts exceeded for invalid user a from 192.0.2.7 port 22 ssh2 [preauth] | event=too_many_failures user=a ip=192.0.2.7 invalid_user=true
            PAM service(sshd) ignoring max retries; 6 > 3 | event=max_retries
            reverse mapping checking getaddrinfo for ns.example.org [192.0.2.7] failed - POSSIBLE BREAK-IN ATTEMPT! | event=break_in_warning ip=192.0.2.7
            Address 192.0.2.7 maps to ns.example.org, but this does not map back to the address. | event=break_in_warning ip=192.0.2.7
            Did not receive identification string from 192.0.2.7 port 22 | event=no_identification ip=192.0.2.7
            Bad protocol version identification 'GET / from 198.51.100.9 port 1' from 192.0.2.7 port 22 | event=protocol_error ip=192.0.2.7
            fatal: Unable to negotiate with 192.0.2.7 port 22: no matching cipher found. Their offer: a from 198.51.100.9 port 1 | event=negotiation_failure ip=192.0.2.7
            Unable to negotiate with 192.0.2.7: no matching host key type found. | event=negotiation_failure ip=192.0.2.7
            fatal: Timeout before authentication for connection from 192.0.2.7 to 192.0.2.1, pid = 7 | event=timeout ip=192.0.2.7
            Starting session: subsystem 'sftp' for ann from 192.0.2.7 port 22 id 0 | event=session_started user=ann ip=192.0.2.7
            Server listening on 0.0.0.0 port 22. | event=other
            Failed password for ro | event=other
            Accepted | event=other
            Failed to start | event=other
            [preauth] | event=other
            """)
    void sshd_ofMessage(String message, String expected) {
        assertThat(ReadLog.text(ReadLog.sshd(message))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '~',
            textBlock =
                    """
            sshd[7]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root | event=pam_failure user=root ip=192.0.2.7
            sshd[7]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=host.example.org | event=pam_failure ip=host.example.org
            sshd[7]: pam_sss(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7 user=a rhost=198.51.100.9 user=b | event=pam_failure user=a rhost=198.51.100.9 user=b ip=192.0.2.7
            sshd(pam_unix)[7]: authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=192.0.2.7  user=root | event=pam_failure user=root ip=192.0.2.7
            sshd(pam_unix)[7]: 3 more authentication failures; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=192.0.2.7 | event=more_pam_failures ip=192.0.2.7 repeat=3
            sshd(pam_unix)[7]: check pass; user unknown | event=unknown_user invalid_user=true
            sshd(pam_unix)[7]: session opened for user ann by (uid=500) | event=session_opened user=ann
            sshd[7]: pam_unix(sshd:auth): check pass; user unknown | event=unknown_user invalid_user=true
            sshd[7]: PAM 5 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root | event=more_pam_failures user=root ip=192.0.2.7 repeat=5
            sshd[7]: PAM 1 more authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7 | event=more_pam_failures ip=192.0.2.7
            gdm(pam_unix)[7]: authentication failure; logname= uid=0 euid=0 tty=:0 ruser= rhost= | event=pam_failure
            sudo: pam_unix(sudo:auth): authentication failure; logname=ann uid=1 euid=0 tty=/dev/pts/1 ruser=ann rhost=  user=ann | event=pam_failure user=ann
            sudo: pam_tally2(sudo:auth): user ann (4001) tally 6, deny 5 | event=account_locked user=ann
            sshd[7]: pam_faillock(sshd:auth): Consecutive login failures for user ann account temporarily locked | event=account_locked user=ann
            CRON[7]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0) | event=session_opened user=root
            sudo: pam_unix(sudo:session): session opened for user root by ann(uid=0) | event=session_opened user=root
            systemd: pam_unix(systemd-user:session): session closed for user ann | event=session_closed user=ann
            su[7]: pam_systemd(su:session): Cannot create session: Already running in a session | event=other
            chpasswd[7]: pam_unix(chpasswd:chauthtok): user "ann_$x" does not exist in /etc/passwd | event=unknown_user user=ann_$x invalid_user=true
            chpasswd[7]: pam_unix(chpasswd:chauthtok): password changed for ann | event=password_changed user=ann
            CRON[7]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly) | event=cron_command user=root
            cron[7]: (CRON) INFO (pidfile fd = 3) | event=other
            sudo:   ann : TTY=pts/0 ; PWD=/home/ann ; USER=root ; COMMAND=/bin/echo x : 3 incorrect password attempts ; TTY=y | event=sudo user=ann
            sudo[7]: ann : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh | event=sudo_failure user=ann repeat=3
            sudo[7]: ann : 1 incorrect password attempt ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh | event=sudo_failure user=ann
            sudo[7]: ann : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh | event=sudo_failure user=ann
            sudo[7]: ann : (command continued) x y z | event=other
            su[7]: Successful su for root by ann | event=su user=ann
            su[7]: FAILED su for root by ann | event=su_failure user=ann
            su[7]: + /dev/pts/0 ann:root | event=su user=ann
            su[7]: - ??? ann:root | event=su_failure user=ann
            su[7]: (to root) ann on pts/0 | event=su user=ann
            su[7]: FAILED SU (to root) ann on pts/0 | event=su_failure user=ann
            su: BAD SU ann to root on /dev/ttyp0 | event=su_failure user=ann
            su: ann to root on /dev/ttyp0 | event=su user=ann
            su(pam_unix)[7]: session opened for user news by (uid=0) | event=session_opened user=news
            systemd-logind[7]: New session 12 of user ann. | event=new_session user=ann
            systemd-logind[7]: New session '12' of user 'ann' with class 'user' and type 'tty'. | event=new_session user=ann
            systemd-logind[7]: Removed session 12. | event=removed_session
            systemd-logind[7]: New seat seat0. | event=other
            useradd[7]: new user: name=ann, UID=1001, GID=1001, home=/home/ann, shell=/bin/bash | event=user_added user=ann
            groupadd[7]: new group: name=staff, GID=1001 | event=group_added
            usermod[7]: add 'ann' to group 'sudo' | event=user_changed user=ann
            userdel[7]: delete user 'ann' | event=user_removed user=ann
            passwd[7]: password for 'ann' changed by 'root' | event=password_changed user=ann
            ftpd[7]: connection from 192.0.2.7 (host.example.org) at Fri Jun 17 07:07:00 2005 | event=connection ip=192.0.2.7
            sshd-session[7]: Invalid user ann from 192.0.2.7 port 22 | event=invalid_user user=ann ip=192.0.2.7 invalid_user=true
            sshd-auth[7]: Failed password for ann from 192.0.2.7 port 22 ssh2 | event=failed user=ann ip=192.0.2.7 method=password
            sshdx[7]: Failed password for ann from 192.0.2.7 port 22 ssh2 | event=other
            kernel: Failed password for ann from 192.0.2.7 port 22 ssh2 | event=other
            """)
    void programs_ofMessage(String message, String expected) {
        assertThat(ReadLog.text(ReadLog.event("Feb 12 14:10:21 host " + message)))
                .isEqualTo(expected);
    }

    @Test
    void messageRepeated_isTheInnerEvent() {
        SecurityEvent event =
                ReadLog.sshd("message repeated 5 times: [ Failed password for root from 192.0.2.7 port 22 ssh2]");
        assertThat(ReadLog.text(event)).isEqualTo("event=failed user=root ip=192.0.2.7 repeat=5 method=password");
    }

    @Test
    void messageRepeated_onceOrTornOrTooOften() {
        assertThat(ReadLog.text(ReadLog.sshd("message repeated 1 times: [ Failed none for a from 192.0.2.7]")))
                .isEqualTo("event=failed user=a ip=192.0.2.7 method=none");
        assertThat(ReadLog.text(ReadLog.sshd("message repeated 5 times: [ Failed none for a from 192")))
                .isEqualTo("event=other");
        assertThat(ReadLog.text(ReadLog.sshd("message repeated 9999999999 times: [ Failed none for a from b]")))
                .isEqualTo("event=other");
        assertThat(ReadLog.text(ReadLog.sshd("message repeated 2 times: [ -- MARK --]")))
                .isEqualTo("event=other repeat=2");
        assertThat(ReadLog.text(ReadLog.sshd("message repeated 2 times: []"))).isEqualTo("event=other repeat=2");
    }

    @Test
    void lastMessageRepeated_repeatsWhatIsUnderstoodOfTheSameHost() {
        String failed = "Feb 12 14:10:21 host sshd[7]: Failed password for root from 192.0.2.7 port 22 ssh2\n";
        ReadLog same = ReadLog.ofText(ReadLog.IN_2026, failed + "Feb 12 14:10:29 host last message repeated 4 times\n");
        assertThat(same.events())
                .extracting(ReadLog::text)
                .containsExactly(
                        "event=failed user=root ip=192.0.2.7 method=password",
                        "event=failed user=root ip=192.0.2.7 repeat=4 method=password");
        assertThat(same.events().get(1).time()).hasToString("2026-02-12T14:10:29Z");
        assertThat(same.events().get(1).textOrNull("process")).isEqualTo("sshd");

        ReadLog dashes =
                ReadLog.ofText(ReadLog.IN_2026, failed + "Feb 12 14:10:29: --- last message repeated 4 times ---");
        assertThat(ReadLog.text(dashes.events().get(1))).contains("event=failed", "repeat=4");

        ReadLog otherHost = ReadLog.ofText(ReadLog.IN_2026, failed + "Feb 12 14:10:29 b last message repeated 4 times");
        assertThat(ReadLog.text(otherHost.events().get(1))).isEqualTo("event=other");
        ReadLog byOther =
                ReadLog.ofText(ReadLog.IN_2026, failed + "Feb 12 14:10:29 host x[1]: last message repeated 4 times");
        assertThat(ReadLog.text(byOther.events().get(1))).isEqualTo("event=other");
        ReadLog afterUnreadable =
                ReadLog.ofText(ReadLog.IN_2026, failed + "torn\nFeb 12 14:10:29 host last message repeated 4 times");
        assertThat(ReadLog.text(afterUnreadable.events().get(1))).isEqualTo("event=other");
    }
}
