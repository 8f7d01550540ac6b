const providers = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com icloud.com me.com
   mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de mail.com
   email.com zoho.com zohomail.com yandex.com yandex.ru mail.ru bk.ru inbox.ru list.ru rambler.ru fastmail.com fastmail.fm
   hey.com tutanota.com tutanota.de tuta.io tuta.com mailbox.org posteo.de posteo.net hushmail.com qq.com foxmail.com 163.com
   126.com yeah.net sina.com sohu.com naver.com daum.net hanmail.net rediffmail.com orange.fr wanadoo.fr free.fr laposte.net
   sfr.fr libero.it virgilio.it tiscali.it alice.it tin.it uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net
   sbcglobal.net bellsouth.net cox.net btinternet.com virginmedia.com sky.com wp.pl o2.pl interia.pl onet.pl seznam.cz
   centrum.cz bigpond.com optusnet.com.au shaw.ca sympatico.ca mailinator.com guerrillamail.com yopmail.com 10minutemail.com
   temp-mail.org trashmail.com duck.com`.split(/\s+/),
);

/** Country sites of providers that give out addresses under one name everywhere, such as yahoo.co.uk. */
const worldwide = /^(yahoo|hotmail|outlook|live|ymail)\.(com?\.)?[a-z]{2}$/;

/** Whether anyone can have an address of the domain, so that owning one proves nothing about a company. */
export const isMailProvider = (domain: string): boolean => providers.has(domain) || worldwide.test(domain);
