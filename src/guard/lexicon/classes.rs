//! Words that tell something by themselves, by what they tell.

use super::Classes;

/// Every class with its words, Indonesian and English alike.
pub const CLASSES: &[(Classes, &str)] = &[
    (
        Classes::INDONESIAN,
        "yang dan di dari untuk dengan ini itu pada dalam tidak akan atau tersebut juga adalah \
         mereka bahwa saat telah oleh anda ada dapat menjadi sebagai bisa beberapa memiliki \
         secara seperti karena para sebuah hal hanya sekitar hingga setelah tetapi merupakan \
         terhadap antara selama jika harus kepada mungkin serta kami kita bagi lalu namun sangat \
         dia sudah menurut masih sehingga ketika sejak belum bukan sementara seorang kembali \
         tentang saja setiap sebelum kemudian akibat apa lagi termasuk bahkan yaitu yakni \
         meskipun tapi sampai saya ia nya kalau agar supaya maka daripada ujar ujarnya katanya \
         ucapnya tuturnya jelasnya ungkapnya tambahnya lanjutnya pihaknya dirinya tak banyak \
         semua masing orang tahun hari lebih lain lainnya antaranya selain jadi ingin sedang \
         melalui atas bawah tanpa terkait sejumlah mengatakan dilakukan melakukan adanya usai \
         jangan nggak gak yg dgn utk krn ke se",
    ),
    (
        Classes::ENGLISH,
        "the of and to in that is was for on with as by at from it its are were be been has have \
         had this which or an not but they their he she his her him will would can could who \
         after about into than also other when there more some what we our you your said between \
         during while because through under over should may might must being these those such \
         only most both until against where each then so if all any no out up one two new first \
         them i a does did do how before since according however although still just very many",
    ),
    (
        Classes::NEGATION,
        "tidak bukan belum tanpa jangan tak tidaklah bukanlah tiada tidakkah bukankah nggak \
         enggak gak ngga tidaknya janganlah bukannya",
    ),
    (
        Classes::DENIAL,
        "membantah bantah dibantah bantahan menolak ditolak penolakan tolak menyangkal \
         menampik gagal kegagalan enggan mustahil dilarang melarang larangan larang \
         mencegah dicegah pencegahan kurang kekurangan minim nihil jarang sulit sukar susah \
         kesulitan hilang kehilangan menghindari hindari terhindar berhenti menghentikan \
         dihentikan batal membatalkan dibatalkan pembatalan absen nonaktif kecuali anti non \
         nol nyaris sebaliknya ilegal liar kosong lenyap ketimbang daripada hentikan \
         ditunda meragukan ragu langka sedikit terlarang keberatan mencabut dicabut luput \
         acuh bertentangan alih hampir lupa melupakan malah justru beda berbeda tertunda \
         asing hanya selain satupun manapun apapun lepas bebas gratis habis mati tetap \
         seharusnya",
    ),
    (
        Classes::NEGATIVE,
        "not no never without none nor neither nothing nobody nowhere cannot don't doesn't \
         didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't \
         haven't hadn't mustn't needn't ain't non",
    ),
    (
        Classes::NEGATIVE_SENSE,
        "deny denies denied denying refuse refuses refused refusing reject rejects rejected \
         fail fails failed failing failure lack lacks lacked lacking hardly barely scarcely \
         rarely seldom little few fewer less least unless yet until instead rather avoid \
         avoids avoided prevent prevents prevented ban banned prohibit prohibited forbidden \
         free absence absent devoid despite difficult impossible miss missed missing lose \
         lost doubt dont cant doesnt didnt wouldnt ignore regardless irrespective illegal \
         soon shortly nonexistent immediately incapable inability invisible informal \
         incorrect inaccurate inappropriate insufficient imperfect irregular irrelevant \
         disagree disagreed disapprove dissatisfied independent inconsistent inadequate \
         ineffective inexperienced inaccessible intangible invalid indefinite involuntary \
         immature immobile impatient disallow disallowed except dangerous apart regardless \
         against beyond otherwise neglect stop stopped halt halted unlike both everyone \
         always exempt but only",
    ),
    (Classes::HE, "he him his himself he's he'd he'll"),
    (Classes::SHE, "she her hers herself she's she'd she'll"),
    (
        Classes::MAN,
        "pak bapak ayah ayahnya suami suaminya pria lelaki laki putra putranya raja pangeran \
         kakek paman om mas bang kang haji h kh kiai kyai ustaz ustadz gus tuan tn sultan \
         almarhum saudara aktor pemuda papa bapa anaknda duda kakak adik romo pastor paus uskup \
         biksu kaisar baginda abang cowok jejaka pendeta imam rasul \
         nabi yesus tuhan allah muhammad mr man men boy father husband son king prince \
         brother lord sir jantan ayahanda putera bung daeng tengku teuku raden \
         abah",
    ),
    (
        Classes::WOMAN,
        "bu ibu ibunya ibunda istri istrinya isteri wanita perempuan putri putrinya puteri ratu \
         nenek bibi tante mbak nyonya ny nn nona hj hajah almarhumah aktris gadis janda mama \
         ning nyai ustazah ustadzah siswi mahasiswi biarawati suster permaisuri selir dewi cewek \
         saudari pramugari putrinda woman women mrs ms miss mother wife daughter queen princess \
         sister lady girl betina hamil melahirkan kandungan menyusui ratna kartini \
         ukhti uni teteh teh bunda biduan biduanita peragawati karyawati wartawati polwan",
    ),
    (
        Classes::MALAY,
        "kerana bahawa sahaja selepas manakala syarikat polis bagaimanapun pelbagai isnin khamis \
         jumaat ringgit berkenaan menerusi universiti kualiti mesyuarat ialah boleh awak cuti \
         semasa sekiranya perkhidmatan pengerusi hospital lawatan wang bandaraya pilihan raya \
         persekutuan jabatan datuk kereta rakyatnya maklumat",
    ),
    (
        Classes::JAVANESE,
        "lan ing sing kang ora iki iku karo saka wis dadi wong uga kanggo marang nalika amarga \
         luwih durung arep kula panjenengan punika saged ingkang dhateng boten sampun taun \
         nanging menyang bisa ngandika nduwe dheweke yen",
    ),
    (
        Classes::SUNDANESE,
        "anu jeung teu nu dina keur ieu éta eta henteu geus urang aya sarta ku pikeun ogé oge \
         nyaeta nyaéta mah téh kana tina jalma taun lamun abdi manéh ngan loba nepi ti saurna",
    ),
];
