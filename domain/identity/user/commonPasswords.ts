/**
 * The most common passwords that are long enough to be taken otherwise, in lower case, from published lists of leaked
 * ones (NIST SP 800-63B, 5.1.1.2: such are to be refused).
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `0123456789 01234567890 0987654321 1029384756 1111111111 11111111111 111111111111 1122334455 1212121212 123123123123
  1231231234 1234512345 1234554321 1234567890 12345678900 12345678901 123456789012 1234567890123 123456789a 123456789q
  1234567891 12345678910 1234567899 123454321 1234567890q 1357924680 1a2b3c4d5e 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
  1qazxsw23edc 2222222222 3333333333 5555555555 6666666666 7777777777 8888888888 9876543210 9999999999 0000000000
  00000000000 000000000000 a123456789 a1b2c3d4e5 aaaaaaaaaa abc1234567 abcd123456 abcd1234567 abcdefghij abcdefghijk
  administrator admin12345 admin123456 adminadmin alexander1 anthony123 asdf123456 asdfasdfasdf asdfghjkl1 asdfghjkl;
  asdfghjkl: asdfghjklm australia1 babygirl12 barcelona1 basketball basketball1 bismillah1 blink182blink butterfly1
  butterflies changeme123 changemenow charlotte1 chocolate1 christopher christian1 computer123 cristiano7 dragonball
  dragonballz elizabeth1 fuckyou123 football123 footballer footballs1 gabriella1 guatemala1 halloween1 hello12345
  helloworld helloworld1 iloveyou12 iloveyou123 iloveyou1234 iloveyou22 iloveyousomuch incorrect1 jonathan12 jennifer12
  justinbieber juventus10 leicester1 letmein123 letmein1234 liverpool1 liverpoolfc liverpool123 loveme1234 lovelovelove
  manchester manchester1 manutd1234 master1234 metallica1 michelle12 microsoft1 minecraft1 minecraft123 motherfucker
  mynameisbob newyork123 nintendo64 passw0rd12 passw0rd123 password00 password01 password10 password11 password12
  password1! password123 password1234 password12345 password123456 password123! password2020 password2021 password2022
  password2023 password2024 password2025 password2026 password21 password22 password69 password99 passwordpassword
  pokemon123 princess12 princess123 p@ssw0rd12 p@ssw0rd123 p@ssword123 qazwsx1234 qazwsxedc1 qazwsxedcrfv qazxswedc1
  q1w2e3r4t5 q1w2e3r4t5y6 qwaszx1234 qweasdzxc1 qweasdzxc123 qweqweqwe1 qwer123456 qwerasdfzxcv qwert12345 qwerty1234
  qwerty12345 qwerty123456 qwerty123456789 qwertyuiop qwertyuiop1 qwertyuiop12 qwertyuiop123 qwertyuiopasdfghjkl
  qwertyuiop[] qwertyqwerty rainbow123 realmadrid realmadrid1 rockstar12 samsung123 september1 secret1234 shadow1234
  skateboard skateboard1 skywalker1 slipknot666 snickers12 soccer1234 spiderman1 starwars12 starwars123 stephanie1
  summer2020 summer2021 summer2022 summer2023 summer2024 summer2025 sunshine12 sunshine123 superman12 superman123
  supernatural sweetheart teddybear1 test123456 testtest12 testtesttest thesimpsons tinkerbell tinkerbell1 toyota1234
  trustno1trustno1 undertaker unbelievable universal1 valentine1 volleyball volleyball1 washington welcome123
  welcome1234 welcome12345 whatever12 whatever123 winter2020 winter2021 winter2022 winter2023 winter2024 winter2025
  wolverine1 zaq12wsxcde3 zaq1zaq1zaq1 zxcvbnm123 zxcvbnm1234 zxcvbnm,./ zxcvbnmasdfghjkl correcthorsebatterystaple
  monkey1234 monkeymonkey letmeinletmein iloveyouiloveyou passwort123 passwort1234 hallo12345 motdepasse motdepasse1
  contraseña contrasena1 azertyuiop azertyuiop1 azerty12345 azerty123456`.split(/\s+/),
);
